import { Smartphone } from 'lucide-react'
import { listPurchases, type PurchaseRow } from '#modules/hotspot/contract.ts'
import { PROMPT_STATES } from '#modules/payments/contract.ts'
import { HotspotTabs } from '#web/admin/hotspot/HotspotTabs.tsx'
import { PROMPT_TONES } from '#web/admin/payments/words.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Status } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { Money, Phone, RelativeTime } from '#web/ui/values.tsx'

/** What people asked to buy at captive pages, and what it became. */
export function PurchasesPage() {
  const t = useText()
  const list = useList(listPurchases, { filters: ['state'] })
  const columns: Column<PurchaseRow>[] = [
    {
      id: 'askedAt',
      header: t('hotspot.asked'),
      sort: 'askedAt',
      cell: (row) => <RelativeTime at={row.askedAt} />,
    },
    { id: 'phone', header: t('hotspot.phone'), cell: (row) => <Phone of={row.phone} /> },
    { id: 'site', header: t('hotspot.place'), cell: (row) => row.site },
    { id: 'plan', header: t('hotspot.package'), cell: (row) => row.plan },
    {
      id: 'state',
      header: t('hotspot.became'),
      cell: (row) =>
        row.undone === null ? (
          <Status tone={PROMPT_TONES[row.state]}>{t(`payments.ask.states.${row.state}`)}</Status>
        ) : (
          <Status tone="bad">{t(`hotspot.undone.${row.undone}`)}</Status>
        ),
    },
    {
      id: 'price',
      header: t('hotspot.price'),
      align: 'end',
      cell: (row) => <Money of={row.price} />,
    },
  ]
  return (
    <Page
      title={t('hotspot.title')}
      lead={t('hotspot.lead')}
      width="wide"
      tabs={<HotspotTabs here={paths.hotspots('purchases')} />}
    >
      <DataTable
        name="hotspot-purchases"
        label={t('hotspot.purchases')}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => row.phone}
        rowLink={(row) =>
          row.serviceId === null ? paths.hotspot(row.siteId) : paths.service(row.serviceId)
        }
        filters={[
          {
            id: 'state',
            label: t('hotspot.became'),
            options: PROMPT_STATES.map((state) => ({
              value: state,
              label: t(`payments.ask.states.${state}`),
            })),
          },
        ]}
        searchIn={t('hotspot.phone')}
        empty={
          <EmptyState icon={Smartphone} title={t('hotspot.noPurchases')}>
            {t('hotspot.noPurchasesHint')}
          </EmptyState>
        }
      />
    </Page>
  )
}

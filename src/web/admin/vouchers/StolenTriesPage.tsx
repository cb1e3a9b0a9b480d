import { ShieldCheck } from 'lucide-react'
import { listStolenTries, type StolenTryRow } from '#modules/vouchers/contract.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useSiteName } from '#web/admin/vouchers/use-site-name.ts'
import { VouchersPage } from '#web/admin/vouchers/VouchersPage.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DateTime } from '#web/ui/values.tsx'

/** Who tried codes that were reported stolen. */
export function StolenTriesPage() {
  const t = useText()
  const siteName = useSiteName()
  const sites = useSiteOptions()
  const list = useList(listStolenTries, { filters: ['siteId'] })
  const columns: Column<StolenTryRow>[] = [
    {
      ...{ id: 'at', header: t('vouchers.stolen.at'), sort: 'at' },
      cell: (row) => <DateTime at={row.at} />,
    },
    {
      ...{ id: 'voucher', header: t('vouchers.stolen.voucher') },
      cell: (row) => `${row.batchCode}-${row.serial}`,
    },
    {
      ...{ id: 'site', header: t('vouchers.stolen.site') },
      cell: (row) => siteName(row.siteId),
    },
    {
      ...{ id: 'device', header: t('vouchers.stolen.device') },
      cell: (row) => <code>{row.device}</code>,
    },
    {
      ...{ id: 'codes', header: t('vouchers.stolen.codes'), align: 'end' },
      cell: (row) => row.codesOfDevice,
    },
  ]
  return (
    <VouchersPage here={paths.vouchers('stolen')} lead={t('vouchers.stolen.lead')}>
      <DataTable
        name="stolen-codes"
        label={t('vouchers.stolen.title')}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => `${row.batchCode}-${row.serial}`}
        rowLink={(row) => paths.voucher(row.voucherId)}
        filters={[{ id: 'siteId', label: t('vouchers.stolen.site'), options: [...sites] }]}
        empty={
          <EmptyState icon={ShieldCheck} title={t('vouchers.stolen.empty')}>
            {t('vouchers.stolen.emptyHint')}
          </EmptyState>
        }
      />
    </VouchersPage>
  )
}

import { UserPlus, Wifi } from 'lucide-react'
import {
  listServices,
  PAYS,
  SERVICE_ACCESSES,
  SERVICE_STATUSES,
  type ServiceRow,
} from '#modules/services/contract.ts'
import { addSubscriber, formatNumber } from '#modules/subscribers/contract.ts'
import { ServingMark } from '#web/admin/services/ServingMark.tsx'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column, TableFilter } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DateTime } from '#web/ui/values.tsx'

export function ServicesPage() {
  const t = useText()
  const go = useGo()
  const mayNot = useMayNot()
  const list = useList(listServices, {
    filters: ['status', 'access', 'pay', 'siteId', 'held', 'planVersionId'],
  })
  return (
    <Page title={t('services.title')} lead={t('services.lead')} width="wide">
      <DataTable
        name="services"
        label={t('services.label')}
        list={list}
        columns={useColumns()}
        rowKey={(one) => one.id}
        rowName={(one) => one.number}
        rowLink={(one) => paths.service(one.id)}
        filters={useFilters()}
        searchIn={t('services.searchIn')}
        empty={
          <EmptyState
            icon={Wifi}
            title={t('services.emptyTitle')}
            action={
              <Button
                look="primary"
                icon={<UserPlus />}
                onClick={() => go(paths.newSubscriber())}
                disabledBecause={mayNot(addSubscriber)}
              >
                {t('subscribers.add')}
              </Button>
            }
          >
            {t('services.emptyBody')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useFilters(): TableFilter[] {
  const t = useText()
  const sites = useSiteOptions()
  return [
    {
      id: 'status',
      label: t('services.status'),
      options: SERVICE_STATUSES.map((value) => ({ value, label: t(`services.statuses.${value}`) })),
    },
    {
      id: 'access',
      label: t('services.access'),
      options: SERVICE_ACCESSES.map((value) => ({ value, label: t(`services.accesses.${value}`) })),
    },
    {
      id: 'pay',
      label: t('services.pay'),
      options: PAYS.map((value) => ({ value, label: t(`services.pays.${value}`) })),
    },
    { id: 'siteId', label: t('services.site'), options: sites },
    {
      id: 'held',
      label: t('services.held'),
      single: true,
      options: [
        { value: 'yes', label: t('services.yes') },
        { value: 'no', label: t('services.no') },
      ],
    },
  ]
}

function useColumns(): Column<ServiceRow>[] {
  const t = useText()
  return [
    {
      id: 'number',
      header: t('services.number'),
      sort: 'number',
      cell: (one) => <span className="tnum font-mono text-sm">{formatNumber(one.number)}</span>,
    },
    {
      id: 'subscriber',
      header: t('services.subscriber'),
      cell: (one) => (
        <span className="grid">
          {one.subscriber.name}
          {one.label && <span className="text-sm text-soft">{one.label}</span>}
        </span>
      ),
    },
    { id: 'plan', header: t('services.plan'), cell: (one) => one.plan.name },
    {
      id: 'status',
      header: t('services.status'),
      cell: (one) => (
        <Badge tone={one.status === 'active' ? 'good' : 'neutral'}>
          {t(`services.statuses.${one.status}`)}
        </Badge>
      ),
    },
    {
      id: 'served',
      header: t('services.served'),
      cell: (one) => <ServingMark serving={one.serving} />,
    },
    {
      id: 'paidUntil',
      header: t('services.paidUntil'),
      sort: 'paidUntil',
      cell: (one) => (one.paidUntil ? <DateTime at={one.paidUntil} /> : '–'),
    },
    {
      id: 'access',
      header: t('services.access'),
      cell: (one) => t(`services.accesses.${one.access}`),
    },
    {
      id: 'username',
      header: t('services.username'),
      hidden: true,
      cell: (one) => one.username ?? '–',
    },
    {
      id: 'requestedAt',
      header: t('services.requestedAt'),
      sort: 'requestedAt',
      hidden: true,
      cell: (one) => <DateTime at={one.requestedAt} />,
    },
  ]
}

import { useParams } from '@tanstack/react-router'
import { Users } from 'lucide-react'
import type { ParsedReplyOf } from '#kernel/endpoint.ts'
import {
  CAMPAIGN_STATES,
  listCampaign,
  readCampaign,
  type CampaignRow,
} from '#modules/billing/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { formatCount } from '#web/ui/format.ts'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { Progress } from '#web/ui/Progress.tsx'
import { StatTile } from '#web/ui/StatTile.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DateTime, Day, Money } from '#web/ui/values.tsx'

/** One price change: how far it has come, and what each payer pays before and after. */
export function CampaignPage() {
  const t = useText()
  const { priceChangeId = '' } = useParams({ strict: false })
  const columns = useColumns()
  const campaign = useCall(readCampaign, { priceChangeId })
  const list = useList(listCampaign, { filters: ['state'], fixed: { priceChangeId } })
  return (
    <Loaded of={campaign}>
      {(loaded) => (
        <Page
          title={t('billing.campaign.title', { plan: loaded.planName })}
          width="wide"
          mark={<Badge>{t(`catalog.change.state.${loaded.state}`)}</Badge>}
          crumbs={[{ label: loaded.planName, to: paths.plan(loaded.planId) }]}
          lead={
            <>
              {t('catalog.change.to', { number: loaded.toNumber })} ·{' '}
              <Day on={loaded.effectiveOn} /> · {loaded.reason}
            </>
          }
        >
          <div className="grid gap-6">
            <Tiles campaign={loaded} />
            <DataTable
              name="campaign"
              label={t('billing.campaign.payers')}
              list={list}
              columns={columns}
              rowKey={(one) => one.id}
              rowName={(one) => one.number}
              rowLink={(one) => paths.service(one.id)}
              filters={[
                {
                  id: 'state',
                  label: t('billing.campaign.state'),
                  single: true,
                  options: CAMPAIGN_STATES.map((value) => ({
                    value,
                    label: t(`billing.campaign.states.${value}`),
                  })),
                },
              ]}
              empty={
                <EmptyState icon={Users} title={t('billing.campaign.nobody')}>
                  {t('billing.campaign.nobodyBody')}
                </EmptyState>
              }
            />
          </div>
        </Page>
      )}
    </Loaded>
  )
}

function Tiles({ campaign }: { campaign: ParsedReplyOf<typeof readCampaign> }) {
  const t = useText()
  const language = useLanguage()
  const { moved, toMove, keep, listedDifference } = campaign
  const count = (of: number) => formatCount(of, language)
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <StatTile label={t('billing.campaign.toMove')} value={count(toMove)} />
        <StatTile label={t('billing.campaign.moved')} value={count(moved)} />
        <StatTile label={t('billing.campaign.keep')} value={count(keep)} />
        <StatTile
          label={t('billing.campaign.difference')}
          value={<Money of={listedDifference} signed />}
          hint={t('billing.campaign.differenceHint')}
        />
      </div>
      {moved + toMove > 0 && (
        <Progress
          label={t('billing.campaign.progress')}
          value={moved}
          max={moved + toMove}
          tone="good"
        />
      )}
    </div>
  )
}

function useColumns(): Column<CampaignRow>[] {
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
      cell: (one) => one.subscriber.name,
    },
    {
      id: 'before',
      header: t('billing.campaign.before'),
      align: 'end',
      cell: (one) => <Money of={one.before} />,
    },
    {
      id: 'after',
      header: t('billing.campaign.after'),
      align: 'end',
      cell: (one) => <Money of={one.after} />,
    },
    {
      id: 'difference',
      header: t('billing.campaign.more'),
      align: 'end',
      cell: (one) => <Money of={one.difference} signed />,
    },
    {
      id: 'movesFrom',
      header: t('billing.campaign.movesFrom'),
      cell: (one) => (one.movesFrom ? <Day on={one.movesFrom} /> : t('catalog.change.stays')),
    },
    {
      id: 'paidUntil',
      header: t('services.paidUntil'),
      sort: 'paidUntil',
      cell: (one) => (one.paidUntil ? <DateTime at={one.paidUntil} /> : '–'),
    },
    {
      id: 'held',
      header: t('billing.campaign.held'),
      hidden: true,
      cell: (one) => t('services.planVersion', { number: one.heldNumber }),
    },
  ]
}

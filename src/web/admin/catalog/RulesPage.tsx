import { BadgePercent, Plus, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { addRule, listRules, switchRule, type RuleRow } from '#modules/catalog/contract.ts'
import { OnOff } from '#web/admin/catalog/OnOff.tsx'
import { PriceTabs } from '#web/admin/catalog/PriceTabs.tsx'
import { AddRule, ChangeRule } from '#web/admin/catalog/RuleEditor.tsx'
import { moneyText, said } from '#web/admin/catalog/words.ts'
import { useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { useOpened } from '#web/ui/use-opened.ts'
import { Tooltip } from '#web/ui/Tooltip.tsx'

export function RulesPage() {
  const t = useText()
  const language = useLanguage()
  const mayNot = useMayNot()
  const list = useList(listRules, { filters: ['state'] })
  const [adding, setAdding] = useOpened('new')
  const [changing, setChanging] = useState<RuleRow>()
  const add = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setAdding(true)}
      disabledBecause={mayNot(addRule)}
    >
      {t('catalog.rule.add')}
    </Button>
  )
  const rows = list.page?.items ?? []
  const free = Math.max(0, ...rows.map(({ priority }) => priority)) + 10
  return (
    <Page
      title={t('catalog.rule.title')}
      lead={t('catalog.rule.lead')}
      width="wide"
      actions={add}
      tabs={<PriceTabs here={paths.priceRules()} />}
    >
      <DataTable
        name="price-rules"
        label={t('catalog.rule.title')}
        list={list}
        columns={useColumns(setChanging)}
        rowKey={(row) => row.id}
        rowName={(row) => said(row.name, language)}
        filters={[
          {
            ...{ id: 'state', label: t('catalog.state'), single: true },
            options: (['on', 'off', 'all'] as const).map((value) => ({
              ...{ value, label: t(`catalog.onOff.${value}`) },
            })),
          },
        ]}
        searchIn={t('catalog.searchName')}
        empty={
          <EmptyState icon={BadgePercent} title={t('catalog.rule.emptyTitle')} action={add}>
            {t('catalog.rule.emptyBody')}
          </EmptyState>
        }
      />
      {adding && <AddRule priority={free} onClose={() => setAdding(false)} />}
      {changing && <ChangeRule rule={changing} onClose={() => setChanging(undefined)} />}
    </Page>
  )
}

function useColumns(onChange: (row: RuleRow) => void): Column<RuleRow>[] {
  const t = useText()
  const language = useLanguage()
  const turn = useMutate(switchRule)
  return [
    {
      ...{ id: 'name', header: t('catalog.name'), sort: 'name' },
      cell: (row) => (
        <button
          type="button"
          onClick={() => onChange(row)}
          className="rounded text-left font-medium hover:text-accent-text hover:underline"
        >
          {said(row.name, language)}
        </button>
      ),
    },
    {
      ...{ id: 'priority', header: t('catalog.rule.order'), sort: 'priority', align: 'end' },
      cell: (row) => <span className="tnum">{row.priority}</span>,
    },
    {
      ...{ id: 'effect', header: t('catalog.rule.effect') },
      cell: ({ effect, exclusive }) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          <span className="tnum">
            {effect.kind === 'percent-off' && `−${effect.share_bp / 100} %`}
            {effect.kind === 'amount-off' && `−${moneyText(effect.amount.cents, language)}`}
            {effect.kind === 'price' && moneyText(effect.price.cents, language)}
            {effect.kind === 'bulk' &&
              t('catalog.rule.upTo', { share: (effect.tiers.at(-1)?.share_bp ?? 0) / 100 })}
          </span>
          {exclusive && <Badge>{t('catalog.rule.exclusive')}</Badge>}
        </span>
      ),
    },
    {
      ...{ id: 'who', header: t('catalog.rule.who') },
      cell: (row) => <Who row={row} />,
    },
    {
      ...{ id: 'meets', header: t('catalog.rule.meets') },
      cell: ({ meets }) =>
        meets.length === 0 ? (
          '–'
        ) : (
          <Tooltip
            text={meets.map((one) => `${one.priority} ${said(one.name, language)}`).join(' · ')}
          >
            <span className="inline-flex items-center gap-1.5 text-warn-text [&_svg]:size-4">
              <TriangleAlert aria-hidden="true" />
              {t('catalog.rule.meetsCount', { count: meets.length })}
            </span>
          </Tooltip>
        ),
    },
    {
      ...{ id: 'state', header: t('catalog.state') },
      cell: ({ id: ruleId, version, state }) => (
        <OnOff
          state={state}
          permission={switchRule}
          onTurn={(to) =>
            turn.mutate(
              { ruleId, version, state: to },
              { onError: (error) => toastProblem(error, t) },
            )
          }
        />
      ),
    },
  ]
}

function Who({ row: { when, segmentName, effect } }: { row: RuleRow }) {
  const t = useText()
  const language = useLanguage()
  return (
    <span className="flex flex-wrap gap-1.5">
      {segmentName && <Badge tone="accent">{said(segmentName, language)}</Badge>}
      {when.monthsServed !== null && (
        <Badge>{t('catalog.rule.loyal', { count: when.monthsServed })}</Badge>
      )}
      {when.referral !== null && <Badge>{t(`catalog.referral.${when.referral}`)}</Badge>}
      {when.firstCycles !== null && (
        <Badge>{t('catalog.rule.first', { count: when.firstCycles })}</Badge>
      )}
      {(when.from !== null || when.lastDay !== null) && (
        <Badge>{`${when.from ?? '…'} – ${when.lastDay ?? '…'}`}</Badge>
      )}
      {when.hours !== null && <Badge>{t('catalog.rule.atHours')}</Badge>}
      {effect.kind === 'bulk' && <Badge>{t(`catalog.bulkBy.${effect.by}`)}</Badge>}
    </span>
  )
}

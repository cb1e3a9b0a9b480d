import { Package, Plus } from 'lucide-react'
import { addPlan, listPlans, PAYMENT_KINDS, type PlanRow } from '#modules/catalog/contract.ts'
import { useServiceTypes } from '#web/admin/catalog/choices.ts'
import { moneyText, validityText } from '#web/admin/catalog/words.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge, Status, type Tone } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column, TableFilter } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { Rate, RelativeTime } from '#web/ui/values.tsx'

const TONES: Record<PlanRow['versionState'], Tone> = {
  ...{ draft: 'warn', 'on-sale': 'good', 'to-come': 'info', withdrawn: 'neutral' },
}

export function PlansPage() {
  const t = useText()
  const go = useGo()
  const mayNot = useMayNot()
  const types = useServiceTypes()
  const list = useList(listPlans, { filters: ['serviceType', 'payment', 'state'] })
  const filters: TableFilter[] = [
    { id: 'serviceType', label: t('catalog.plan.serviceType'), options: types },
    {
      id: 'payment',
      label: t('catalog.plan.payment'),
      options: PAYMENT_KINDS.map((value) => ({ value, label: t(`catalog.payment.${value}`) })),
    },
    {
      ...{ id: 'state', label: t('catalog.state'), single: true },
      options: (['open', 'archived', 'all'] as const).map((value) => ({
        ...{ value, label: t(`catalog.states.${value}`) },
      })),
    },
  ]
  const add = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => go(paths.newPlan())}
      disabledBecause={mayNot(addPlan)}
    >
      {t('catalog.plan.add')}
    </Button>
  )
  return (
    <Page title={t('catalog.plan.title')} lead={t('catalog.plan.lead')} width="wide" actions={add}>
      <DataTable
        name="plans"
        label={t('catalog.plan.title')}
        list={list}
        columns={useColumns(types)}
        rowKey={(plan) => plan.id}
        rowName={(plan) => plan.name}
        rowLink={(plan) => paths.plan(plan.id)}
        filters={filters}
        searchIn={t('catalog.plan.searchIn')}
        empty={
          <EmptyState icon={Package} title={t('catalog.plan.emptyTitle')} action={add}>
            {t('catalog.plan.emptyBody')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(types: readonly { value: string; label: string }[]): Column<PlanRow>[] {
  const t = useText()
  const language = useLanguage()
  return [
    {
      ...{ id: 'name', header: t('catalog.name'), sort: 'name' },
      cell: (plan) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {plan.name}
          {plan.state === 'archived' && <Badge>{t('catalog.states.archived')}</Badge>}
          {plan.hasDraft && plan.versionState !== 'draft' && (
            <Badge tone="warn">{t('catalog.plan.hasDraft')}</Badge>
          )}
        </span>
      ),
    },
    {
      ...{ id: 'code', header: t('catalog.code'), sort: 'code' },
      cell: (plan) => <span className="font-mono text-sm">{plan.code}</span>,
    },
    {
      ...{ id: 'serviceType', header: t('catalog.plan.serviceType') },
      cell: (plan) => types.find(({ value }) => value === plan.serviceTypeId)?.label ?? '',
    },
    {
      ...{ id: 'payment', header: t('catalog.plan.payment') },
      cell: (plan) => t(`catalog.payment.${plan.payment}`),
    },
    {
      ...{ id: 'speed', header: t('catalog.speed'), align: 'end' },
      cell: (plan) => (plan.speed ? <Rate of={plan.speed} /> : '–'),
    },
    {
      ...{ id: 'price', header: t('catalog.price.price'), sort: 'price', align: 'end' },
      cell: (plan) =>
        plan.listed === 0n ? (
          <span className="text-soft">{t(`catalog.payment.${plan.payment}`)}</span>
        ) : (
          <span className="tnum whitespace-nowrap">
            {moneyText(plan.listed, language)}{' '}
            <span className="text-soft">
              {t('catalog.price.per', { period: validityText(t, plan.validity) })}
            </span>
          </span>
        ),
    },
    {
      ...{ id: 'state', header: t('catalog.state') },
      cell: (plan) => (
        <Status tone={TONES[plan.versionState]}>
          {t(`catalog.versionState.${plan.versionState}`)}
        </Status>
      ),
    },
    {
      ...{ id: 'changedAt', header: t('catalog.changedAt'), sort: 'changedAt', hidden: true },
      cell: (plan) => <RelativeTime at={plan.changedAt} />,
    },
  ]
}

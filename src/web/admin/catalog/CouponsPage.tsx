import { Plus, Ticket } from 'lucide-react'
import { useState } from 'react'
import {
  addCoupon,
  changeCoupon,
  couponInput,
  listCoupons,
  switchCoupon,
  type Coupon,
  type CouponInput,
} from '#modules/catalog/contract.ts'
import { NameFields } from '#web/admin/catalog/NameFields.tsx'
import { OnOff } from '#web/admin/catalog/OnOff.tsx'
import { PercentField } from '#web/admin/catalog/PercentField.tsx'
import { PriceTabs } from '#web/admin/catalog/PriceTabs.tsx'
import { ScopeFields, SegmentField } from '#web/admin/catalog/ScopeFields.tsx'
import { StaleBanner } from '#web/admin/catalog/StaleBanner.tsx'
import { moneyText, said } from '#web/admin/catalog/words.ts'
import { useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { MoneyField, NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Page } from '#web/ui/Page.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { toast } from '#web/ui/toast.ts'
import { useOpened } from '#web/ui/use-opened.ts'

export function CouponsPage() {
  const t = useText()
  const mayNot = useMayNot()
  const list = useList(listCoupons, { filters: ['state'] })
  const [adding, setAdding] = useOpened('new')
  const [changing, setChanging] = useState<Coupon>()
  const add = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setAdding(true)}
      disabledBecause={mayNot(addCoupon)}
    >
      {t('catalog.coupon.add')}
    </Button>
  )
  return (
    <Page
      title={t('catalog.coupon.title')}
      lead={t('catalog.coupon.lead')}
      width="wide"
      actions={add}
      tabs={<PriceTabs here={paths.priceRules('coupons')} />}
    >
      <DataTable
        name="coupons"
        label={t('catalog.coupon.title')}
        list={list}
        columns={useColumns(setChanging)}
        rowKey={(row) => row.id}
        rowName={(row) => row.code}
        filters={[
          {
            ...{ id: 'state', label: t('catalog.state'), single: true },
            options: (['on', 'off', 'all'] as const).map((value) => ({
              ...{ value, label: t(`catalog.onOff.${value}`) },
            })),
          },
        ]}
        searchIn={t('catalog.plan.searchIn')}
        empty={
          <EmptyState icon={Ticket} title={t('catalog.coupon.emptyTitle')} action={add}>
            {t('catalog.coupon.emptyBody')}
          </EmptyState>
        }
      />
      {adding && <AddCoupon onClose={() => setAdding(false)} />}
      {changing && <ChangeCoupon coupon={changing} onClose={() => setChanging(undefined)} />}
    </Page>
  )
}

function useColumns(onChange: (coupon: Coupon) => void): Column<Coupon>[] {
  const t = useText()
  const language = useLanguage()
  const turn = useMutate(switchCoupon)
  return [
    {
      ...{ id: 'code', header: t('catalog.code'), sort: 'code' },
      cell: (row) => (
        <button
          type="button"
          onClick={() => onChange(row)}
          className="rounded font-mono text-sm font-medium hover:text-accent-text hover:underline"
        >
          {row.code}
        </button>
      ),
    },
    { ...{ id: 'name', header: t('catalog.name') }, cell: (row) => said(row.name, language) },
    {
      ...{ id: 'effect', header: t('catalog.rule.effect') },
      cell: ({ effect, stacks, exclusive }) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          <span className="tnum">
            {effect.kind === 'percent-off'
              ? `−${effect.share_bp / 100} %`
              : `−${moneyText(effect.amount.cents, language)}`}
          </span>
          {exclusive && <Badge>{t('catalog.rule.exclusive')}</Badge>}
          {stacks && <Badge>{t('catalog.coupon.stacks')}</Badge>}
        </span>
      ),
    },
    {
      ...{ id: 'uses', header: t('catalog.coupon.uses'), sort: 'uses', align: 'end' },
      cell: ({ uses, usesMax }) => (
        <span className="tnum">{usesMax === null ? uses : `${uses} / ${usesMax}`}</span>
      ),
    },
    {
      ...{ id: 'when', header: t('catalog.coupon.when') },
      cell: ({ from, lastDay }) => (from || lastDay ? `${from ?? '…'} – ${lastDay ?? '…'}` : '–'),
    },
    {
      ...{ id: 'state', header: t('catalog.state') },
      cell: ({ id: couponId, version, state }) => (
        <OnOff
          state={state}
          permission={switchCoupon}
          onTurn={(to) =>
            turn.mutate(
              { couponId, version, state: to },
              { onError: (error) => toastProblem(error, t) },
            )
          }
        />
      ),
    },
  ]
}

type Fields = {
  values: CouponInput
  set: (next: Partial<CouponInput>) => void
  issueAt: (path: string) => string | undefined
}

function AddCoupon({ onClose }: { onClose: () => void }) {
  const t = useText()
  const form = useContractForm(addCoupon, {
    defaults: {
      ...{ code: '', name: { en: '', sw: '' }, segmentId: null, newSubscribersOnly: false },
      effect: { kind: 'percent-off', share_bp: 1000 },
      scope: { planIds: null, serviceTypeIds: null, siteIds: null, kinds: ['recurring'] },
      ...{ from: null, lastDay: null, usesMax: 100, usesPerSubscriberMax: 1, cycles: 1 },
      ...{ stacks: false, exclusive: false },
    },
    onDone: (coupon) => {
      toast.good(t('catalog.saved', { name: coupon.code }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('catalog.coupon.add')} shape="side">
      <Form form={form} submit={t('catalog.coupon.add')} permission={addCoupon} onCancel={onClose}>
        <TextField
          label={t('catalog.code')}
          hint={t('catalog.coupon.codeHint')}
          placeholder={t('catalog.coupon.example')}
          autoFocus
          spellCheck={false}
          {...form.field('code')}
        />
        <CouponFields
          values={form.values}
          set={form.set}
          issueAt={form.issueAt as Fields['issueAt']}
        />
      </Form>
    </Dialog>
  )
}

function ChangeCoupon({ coupon, onClose }: { coupon: Coupon; onClose: () => void }) {
  const t = useText()
  const { id: couponId, version } = coupon
  const form = useContractForm(changeCoupon, {
    defaults: { ...couponInput.encode(coupon), couponId, version },
    onDone: (changed) => {
      toast.good(t('catalog.saved', { name: changed.code }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={coupon.code} shape="side">
      <Form form={form} submit={t('common.save')} permission={changeCoupon} onCancel={onClose}>
        <StaleBanner form={form} />
        <CouponFields
          values={form.values}
          set={form.set}
          issueAt={form.issueAt as Fields['issueAt']}
        />
      </Form>
    </Dialog>
  )
}

function CouponFields({ values, set, issueAt }: Fields) {
  const t = useText()
  const { name, effect } = values
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <NameFields name={name} onChange={(next) => set({ name: next })} wrongAt={issueAt} />
        <SelectField
          label={t('catalog.rule.effect')}
          options={(['percent-off', 'amount-off'] as const).map((value) => ({
            ...{ value, label: t(`catalog.effect.${value}`) },
          }))}
          value={effect.kind}
          onChange={(kind) =>
            set({
              effect:
                kind === 'percent-off'
                  ? { kind, share_bp: 1000 }
                  : { kind, amount: { cents: '', currency: 'KES' } },
            })
          }
        />
        {effect.kind === 'percent-off' ? (
          <PercentField
            label={t('catalog.effect.share')}
            value={effect.share_bp}
            error={issueAt('effect.share_bp')}
            onChange={(share_bp) => set({ effect: { ...effect, share_bp } })}
          />
        ) : (
          <MoneyField
            label={t('catalog.effect.amount')}
            value={effect.amount.cents === '' ? null : effect.amount}
            error={issueAt('effect.amount') ?? issueAt('effect.amount.cents')}
            onChange={(amount) =>
              set({ effect: { ...effect, amount: amount ?? { cents: '', currency: 'KES' } } })
            }
          />
        )}
        <CouponLimits values={values} set={set} issueAt={issueAt} />
        <NumberField
          label={t('catalog.coupon.cycles')}
          hint={t('catalog.coupon.cyclesHint')}
          value={values.cycles}
          error={issueAt('cycles')}
          onChange={(cycles) => set({ cycles: cycles ?? Number.NaN })}
        />
        <SegmentField
          value={values.segmentId}
          error={issueAt('when.segmentId')}
          onChange={(segmentId) => set({ segmentId })}
        />
      </div>
      <CheckField
        label={t('catalog.coupon.newOnly')}
        checked={values.newSubscribersOnly}
        onChange={(newSubscribersOnly) => set({ newSubscribersOnly })}
      />
      <CheckField
        label={t('catalog.coupon.stacks')}
        error={issueAt('stacks')}
        checked={values.stacks}
        onChange={(stacks) => set({ stacks })}
      />
      <CheckField
        label={t('catalog.rule.exclusive')}
        hint={t('catalog.rule.exclusiveHint')}
        checked={values.exclusive}
        onChange={(exclusive) => set({ exclusive })}
      />
      <ScopeFields scope={values.scope} issueAt={issueAt} onChange={(scope) => set({ scope })} />
    </>
  )
}

/** How often, and on which days. */
function CouponLimits({ values, set, issueAt }: Fields) {
  const t = useText()
  return (
    <>
      <NumberField
        label={t('catalog.coupon.usesMax')}
        optional
        value={values.usesMax}
        error={issueAt('usesMax')}
        onChange={(usesMax) => set({ usesMax })}
      />
      <NumberField
        label={t('catalog.coupon.usesPerSubscriber')}
        optional
        value={values.usesPerSubscriberMax}
        error={issueAt('usesPerSubscriberMax')}
        onChange={(usesPerSubscriberMax) => set({ usesPerSubscriberMax })}
      />
      <DateField
        label={t('catalog.from')}
        optional
        value={values.from ?? ''}
        error={issueAt('from')}
        onChange={(from) => set({ from: from === '' ? null : from })}
      />
      <DateField
        label={t('catalog.lastDay')}
        optional
        value={values.lastDay ?? ''}
        error={issueAt('lastDay')}
        onChange={(lastDay) => set({ lastDay: lastDay === '' ? null : lastDay })}
      />
    </>
  )
}

import { Plus, Trash2 } from 'lucide-react'
import {
  addRule,
  changeRule,
  ruleInput,
  type RuleInput,
  type RuleRow,
} from '#modules/catalog/contract.ts'
import { NameFields } from '#web/admin/catalog/NameFields.tsx'
import { PercentField } from '#web/admin/catalog/PercentField.tsx'
import { ScopeFields, SegmentField } from '#web/admin/catalog/ScopeFields.tsx'
import { StaleBanner } from '#web/admin/catalog/StaleBanner.tsx'
import { WindowFields } from '#web/admin/catalog/WindowFields.tsx'
import { NIGHT } from '#web/admin/catalog/profile-values.ts'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { BytesField, MoneyField, NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { toast } from '#web/ui/toast.ts'

type Fields = {
  values: RuleInput
  set: (next: Partial<RuleInput>) => void
  issueAt: (path: string) => string | undefined
}

export function AddRule({ priority, onClose }: { priority: number; onClose: () => void }) {
  const t = useText()
  const form = useContractForm(addRule, {
    defaults: {
      ...{ name: { en: '', sw: '' }, priority, exclusive: false },
      scope: { planIds: null, serviceTypeIds: null, siteIds: null, kinds: ['recurring'] },
      when: {
        ...{ segmentId: null, from: null, lastDay: null, hours: null, monthsServed: null },
        ...{ referral: null, firstCycles: null },
      },
      effect: { kind: 'percent-off', share_bp: 1000 },
    },
    onDone: (rule) => {
      toast.good(t('catalog.saved', { name: rule.name.en }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('catalog.rule.add')} shape="side">
      <Form form={form} submit={t('catalog.rule.add')} permission={addRule} onCancel={onClose}>
        <RuleFields
          values={form.values}
          set={form.set}
          issueAt={form.issueAt as Fields['issueAt']}
        />
      </Form>
    </Dialog>
  )
}

export function ChangeRule({ rule, onClose }: { rule: RuleRow; onClose: () => void }) {
  const t = useText()
  const { id: ruleId, version } = rule
  const form = useContractForm(changeRule, {
    defaults: { ...ruleInput.encode(rule), ruleId, version },
    onDone: (changed) => {
      toast.good(t('catalog.saved', { name: changed.name.en }))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={rule.name.en}
      hint={t('catalog.rule.keepHint')}
      shape="side"
    >
      <Form form={form} submit={t('common.save')} permission={changeRule} onCancel={onClose}>
        <StaleBanner form={form} />
        <RuleFields
          values={form.values}
          set={form.set}
          issueAt={form.issueAt as Fields['issueAt']}
        />
      </Form>
    </Dialog>
  )
}

function RuleFields({ values, set, issueAt }: Fields) {
  const t = useText()
  const { name, when, scope } = values
  const put = (next: Partial<RuleInput['when']>) => set({ when: { ...when, ...next } })
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <NameFields name={name} onChange={(next) => set({ name: next })} wrongAt={issueAt} />
      </div>
      <EffectFields values={values} set={set} issueAt={issueAt} />
      <fieldset className="grid gap-4 border-t pt-4">
        <legend className="sr-only">{t('catalog.rule.who')}</legend>
        <SegmentField
          value={when.segmentId}
          error={issueAt('when.segmentId')}
          onChange={(segmentId) => put({ segmentId })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <NumberField
            label={t('catalog.rule.monthsServed')}
            optional
            value={when.monthsServed}
            error={issueAt('when.monthsServed')}
            onChange={(monthsServed) => put({ monthsServed })}
          />
          <NumberField
            label={t('catalog.rule.firstCycles')}
            optional
            value={when.firstCycles}
            error={issueAt('when.firstCycles')}
            onChange={(firstCycles) => put({ firstCycles })}
          />
          <SelectField
            label={t('catalog.rule.referral')}
            options={(['none', 'referred', 'referrer'] as const).map((value) => ({
              ...{ value, label: t(`catalog.referral.${value}`) },
            }))}
            value={when.referral ?? 'none'}
            onChange={(side) => put({ referral: side === 'none' ? null : side })}
          />
          <span />
          <DateField
            label={t('catalog.from')}
            optional
            value={when.from ?? ''}
            error={issueAt('when.from')}
            onChange={(from) => put({ from: from === '' ? null : from })}
          />
          <DateField
            label={t('catalog.lastDay')}
            optional
            value={when.lastDay ?? ''}
            error={issueAt('when.lastDay')}
            onChange={(lastDay) => put({ lastDay: lastDay === '' ? null : lastDay })}
          />
        </div>
        <CheckField
          label={t('catalog.rule.atHours')}
          checked={when.hours !== null}
          onChange={(on) => put({ hours: on ? [{ ...NIGHT, from: '10:00', to: '16:00' }] : null })}
        />
        {when.hours && (
          <WindowFields
            label={t('catalog.rule.hours')}
            windows={when.hours}
            onChange={(hours) => put({ hours })}
          />
        )}
      </fieldset>
      <ScopeFields scope={scope} issueAt={issueAt} onChange={(next) => set({ scope: next })} />
      <div className="grid items-start gap-4 border-t pt-4 sm:grid-cols-2">
        <NumberField
          label={t('catalog.rule.order')}
          hint={t('catalog.rule.orderHint')}
          value={values.priority}
          error={issueAt('priority')}
          onChange={(priority) => set({ priority: priority ?? Number.NaN })}
        />
        <CheckField
          label={t('catalog.rule.exclusive')}
          hint={t('catalog.rule.exclusiveHint')}
          checked={values.exclusive}
          onChange={(exclusive) => set({ exclusive })}
        />
      </div>
    </>
  )
}

const EFFECTS = ['percent-off', 'amount-off', 'price', 'bulk'] as const

function EffectFields({ values: { effect }, set, issueAt }: Fields) {
  const t = useText()
  const start = (kind: (typeof EFFECTS)[number]): RuleInput['effect'] => {
    const none = { cents: '', currency: 'KES' } as const
    if (kind === 'percent-off') return { kind, share_bp: 1000 }
    if (kind === 'bulk') return { kind, by: 'lines', tiers: [{ from: '5', share_bp: 500 }] }
    return kind === 'price' ? { kind, price: none } : { kind, amount: none }
  }
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        label={t('catalog.rule.effect')}
        options={EFFECTS.map((value) => ({ value, label: t(`catalog.effect.${value}`) }))}
        value={effect.kind}
        onChange={(kind) => set({ effect: start(kind) })}
      />
      {effect.kind === 'percent-off' && (
        <PercentField
          label={t('catalog.effect.share')}
          value={effect.share_bp}
          error={issueAt('effect.share_bp')}
          onChange={(share_bp) => set({ effect: { ...effect, share_bp } })}
        />
      )}
      {effect.kind === 'amount-off' && (
        <MoneyField
          label={t('catalog.effect.amount')}
          value={effect.amount.cents === '' ? null : effect.amount}
          error={issueAt('effect.amount') ?? issueAt('effect.amount.cents')}
          onChange={(amount) =>
            set({ effect: { ...effect, amount: amount ?? { cents: '', currency: 'KES' } } })
          }
        />
      )}
      {effect.kind === 'price' && (
        <MoneyField
          label={t('catalog.price.price')}
          value={effect.price.cents === '' ? null : effect.price}
          error={issueAt('effect.price') ?? issueAt('effect.price.cents')}
          onChange={(price) =>
            set({ effect: { ...effect, price: price ?? { cents: '', currency: 'KES' } } })
          }
        />
      )}
      {effect.kind === 'bulk' && (
        <>
          <SelectField
            label={t('catalog.rule.bulkBy')}
            options={(['lines', 'volume'] as const).map((value) => ({
              ...{ value, label: t(`catalog.bulkBy.${value}`) },
            }))}
            value={effect.by}
            onChange={(by) => set({ effect: { ...effect, by } })}
          />
          <BulkTiers effect={effect} set={set} issueAt={issueAt} />
        </>
      )}
    </div>
  )
}

type Bulk = Extract<RuleInput['effect'], { kind: 'bulk' }>

/** From how many on, how much less. */
function BulkTiers({ effect, set, issueAt }: Pick<Fields, 'set' | 'issueAt'> & { effect: Bulk }) {
  const t = useText()
  return (
    <div className="grid gap-3 sm:col-span-2">
      {effect.tiers.map((tier, place) => {
        const put = (next: Partial<typeof tier>) =>
          set({
            effect: { ...effect, tiers: effect.tiers.with(place, { ...tier, ...next }) },
          })
        return (
          <div key={place} className="grid items-start gap-3 sm:grid-cols-[1fr_1fr_auto]">
            {effect.by === 'volume' ? (
              <BytesField
                label={t('catalog.rule.bulkFrom')}
                value={tier.from}
                error={issueAt(`effect.tiers.${place}.from`)}
                onChange={(from) => put({ from: from ?? '' })}
              />
            ) : (
              <NumberField
                label={t('catalog.rule.bulkFrom')}
                value={tier.from === '' ? null : Number(tier.from)}
                error={issueAt(`effect.tiers.${place}.from`)}
                onChange={(from) => put({ from: from === null ? '' : String(from) })}
              />
            )}
            <PercentField
              label={t('catalog.effect.share')}
              value={tier.share_bp}
              error={issueAt(`effect.tiers.${place}.share_bp`)}
              onChange={(share_bp) => put({ share_bp })}
            />
            <IconButton
              label={t('catalog.remove')}
              className="mt-7"
              disabledBecause={effect.tiers.length === 1 && t('catalog.price.lastTier')}
              onClick={() =>
                set({ effect: { ...effect, tiers: effect.tiers.toSpliced(place, 1) } })
              }
            >
              <Trash2 />
            </IconButton>
          </div>
        )
      })}
      <div>
        <Button
          size="sm"
          icon={<Plus />}
          onClick={() => {
            const last = effect.tiers.at(-1)
            const next = {
              ...{ from: String(2n * BigInt(last?.from || 5)) },
              share_bp: (last?.share_bp ?? 0) + 500,
            }
            set({ effect: { ...effect, tiers: [...effect.tiers, next] } })
          }}
        >
          {t('catalog.price.addTier')}
        </Button>
      </div>
    </div>
  )
}

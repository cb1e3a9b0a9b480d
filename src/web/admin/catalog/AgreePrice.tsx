import type { InputOf } from '#kernel/endpoint.ts'
import { agreePrice } from '#modules/catalog/contract.ts'
import type { Holder } from '#web/admin/catalog/AgreedPrices.tsx'
import { PercentField } from '#web/admin/catalog/PercentField.tsx'
import { usePlanOptions } from '#web/admin/services/use-plan-options.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { SwitchField } from '#web/ui/form/Check.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { MoneyField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'
import { useToday } from '#web/ui/zone.ts'

type Props = { holders: readonly Holder[]; planId: string | null; onClose: () => void }

/** A price for one service, contract or subscriber, with the reason that stands beside it for good. */
export function AgreePrice({ holders, planId, onClose }: Props) {
  const t = useText()
  const today = useToday().toString()
  const plans = usePlanOptions()
  const [closest] = holders
  const form = useContractForm(agreePrice, {
    defaults: {
      ...{ holderKind: closest?.kind ?? 'subscriber', holderId: closest?.id ?? '' },
      ...{ planId: planId ?? '', componentKey: null, withRules: false },
      effect: { kind: 'price', price: { cents: '', currency: 'KES' } },
      ...{ from: today, lastDay: null, reason: '' },
    },
    refresh: ['catalog', 'services', 'subscribers', 'billing'],
    onDone: () => {
      toast.good(t('services.agreed.done'))
      onClose()
    },
  })
  const { effect, holderId, lastDay } = form.values
  const last = form.field('lastDay')
  return (
    <Dialog open onClose={onClose} title={t('services.agreed.agree')} shape="side">
      <Form
        form={form}
        submit={t('services.agreed.agree')}
        permission={agreePrice}
        onCancel={onClose}
      >
        {holders.length > 1 && (
          <RadioCards
            label={t('services.agreed.with')}
            options={holders.map(({ id, label }) => ({ value: id, label }))}
            value={holderId}
            onChange={(id) => {
              const holder = holders.find((one) => one.id === id)
              if (holder) form.set({ holderId: id, holderKind: holder.kind })
            }}
          />
        )}
        <Combobox label={t('services.plan')} options={plans} {...form.field('planId')} />
        <EffectFields
          effect={effect}
          issueAt={form.issuesIn('effect')}
          onChange={(next) => form.set({ effect: next })}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <DateField label={t('services.agreed.from')} {...form.field('from')} />
          <DateField
            label={t('services.agreed.lastDay')}
            optional
            {...last}
            value={lastDay ?? ''}
            onChange={(day) => last.onChange(day === '' ? null : day)}
          />
        </div>
        <SwitchField
          label={t('services.agreed.withRules')}
          hint={t('services.agreed.withRulesHint')}
          checked={form.values.withRules}
          onChange={(withRules) => form.set({ withRules })}
        />
        <TextField
          label={t('services.agreed.reason')}
          hint={t('services.agreed.reasonHint')}
          {...form.field('reason')}
        />
      </Form>
    </Dialog>
  )
}

type Effect = InputOf<typeof agreePrice>['effect']

const NO_PRICE = { cents: '', currency: 'KES' } as const

/** A price of its own, or a share off the listed one. */
function EffectFields({
  effect,
  issueAt,
  onChange,
}: {
  effect: Effect
  issueAt: (path: string) => string | undefined
  onChange: (effect: Effect) => void
}) {
  const t = useText()
  return (
    <>
      <RadioCards
        label={t('services.agreed.what')}
        columns={2}
        options={[
          { value: 'price', label: t('services.agreed.price') },
          { value: 'percent-off', label: t('services.agreed.share') },
        ]}
        value={effect.kind}
        onChange={(kind) =>
          onChange(kind === 'price' ? { kind, price: NO_PRICE } : { kind, share_bp: 1000 })
        }
      />
      {effect.kind === 'price' ? (
        <MoneyField
          label={t('services.agreed.amount')}
          hint={t('services.agreed.amountHint')}
          error={issueAt('price')}
          value={effect.price.cents === '' ? null : { ...effect.price, currency: 'KES' }}
          onChange={(value) => onChange({ kind: 'price', price: value ?? NO_PRICE })}
        />
      ) : (
        <PercentField
          label={t('services.agreed.share')}
          error={issueAt('share_bp')}
          value={effect.share_bp}
          onChange={(share_bp) => onChange({ kind: 'percent-off', share_bp })}
        />
      )}
    </>
  )
}

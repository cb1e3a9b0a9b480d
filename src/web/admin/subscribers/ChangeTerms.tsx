import { changeTerms, type Subscriber } from '#modules/subscribers/contract.ts'
import { StaleBanner } from '#web/admin/organization/StaleBanner.tsx'
import { cycleOptions } from '#web/admin/subscribers/options.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { MoneyField, NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { subscriber: Subscriber; onClose: () => void }

export function ChangeTerms({ subscriber, onClose }: Props) {
  const t = useText()
  const form = useContractForm(changeTerms, {
    defaults: {
      subscriberId: subscriber.id,
      version: subscriber.version,
      terms: subscriber.terms,
    },
    onDone: () => {
      toast.good(t('subscribers.terms.changed'))
      onClose()
    },
  })
  const limit = form.field('terms.creditLimitCents')
  const days = form.field('terms.paymentDays')
  const count = form.field('terms.cycleCount')
  return (
    <Dialog open onClose={onClose} title={t('subscribers.terms.edit')} shape="side">
      <Form form={form} submit={t('common.save')} permission={changeTerms} onCancel={onClose}>
        <StaleBanner form={form} />
        <NumberField
          label={t('subscribers.terms.paymentDays')}
          {...days}
          onChange={(value) => days.onChange(value ?? Number.NaN)}
        />
        <MoneyField
          label={t('subscribers.terms.creditLimit')}
          error={limit.error}
          value={{ cents: limit.value, currency: 'KES' }}
          onChange={(value) => limit.onChange(value?.cents ?? '')}
        />
        <div className="grid grid-cols-2 gap-4">
          <NumberField
            label={t('subscribers.terms.cycleCount')}
            {...count}
            onChange={(value) => count.onChange(value ?? Number.NaN)}
          />
          <SelectField
            label={t('subscribers.terms.cycleUnit')}
            options={cycleOptions(t)}
            {...form.field('terms.cycleUnit')}
          />
        </div>
        <NumberField
          label={t('subscribers.terms.anchor')}
          hint={t('subscribers.terms.anchorHint')}
          optional
          {...form.field('terms.cycleAnchor')}
        />
        {subscriber.parent && (
          <SelectField
            label={t('subscribers.terms.billedTo')}
            options={(['self', 'parent'] as const).map((value) => ({
              value,
              label: t(`subscribers.terms.billed.${value}`),
            }))}
            {...form.field('terms.billedTo')}
          />
        )}
      </Form>
    </Dialog>
  )
}

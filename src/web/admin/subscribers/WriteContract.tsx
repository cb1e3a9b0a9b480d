import {
  usualContractTerms,
  writeContract,
  type EarlyTermination,
  type Subscriber,
} from '#modules/subscribers/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { MoneyField, NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

const FEES: Record<EarlyTermination['kind'], EarlyTermination> = {
  none: { kind: 'none' },
  fixed: { kind: 'fixed', cents: '0' },
  months: { kind: 'months', months: 1 },
  'share-of-rest': { kind: 'share-of-rest', share_bp: 5000 },
}
const FEE_KINDS = ['none', 'fixed', 'months', 'share-of-rest'] as const

export function WriteContract({
  subscriber,
  onClose,
}: {
  subscriber: Subscriber
  onClose: () => void
}) {
  const t = useText()
  const form = useContractForm(writeContract, {
    defaults: {
      subscriberId: subscriber.id,
      name: '',
      from: '',
      until: null,
      documentId: null,
      terms: usualContractTerms,
    },
    onDone: () => {
      toast.good(t('subscribers.contracts.drafted'))
      onClose()
    },
  })
  const until = form.field('until')
  const notice = form.field('terms.noticeDays')
  const { terms } = form.values
  const fee = terms.earlyTermination
  const setFee = (earlyTermination: EarlyTermination) =>
    form.set({ terms: { ...terms, earlyTermination } })
  return (
    <Dialog open onClose={onClose} title={t('subscribers.contracts.add')} shape="side">
      <Form
        form={form}
        submit={t('subscribers.contracts.add')}
        permission={writeContract}
        onCancel={onClose}
      >
        <TextField label={t('subscribers.contracts.name')} autoFocus {...form.field('name')} />
        <div className="grid gap-5 sm:grid-cols-2">
          <DateField label={t('subscribers.contracts.from')} {...form.field('from')} />
          <DateField
            label={t('subscribers.contracts.until')}
            hint={t('subscribers.contracts.untilHint')}
            optional
            {...until}
            value={until.value ?? ''}
            onChange={(day) => until.onChange(day === '' ? null : day)}
          />
        </div>
        <NumberField
          label={t('subscribers.contracts.notice')}
          {...notice}
          onChange={(value) => notice.onChange(value ?? Number.NaN)}
        />
        <SelectField
          label={t('subscribers.contracts.renews')}
          options={(['month-by-month', 'same-term', 'ends'] as const).map((value) => ({
            value,
            label: t(`subscribers.contracts.renewal.${value}`),
          }))}
          {...form.field('terms.renews')}
        />
        <SelectField
          label={t('subscribers.contracts.early')}
          options={FEE_KINDS.map((value) => ({
            value,
            label: t(`subscribers.contracts.fees.${value}`),
          }))}
          value={fee.kind}
          onChange={(kind) => setFee(FEES[kind])}
        />
        {fee.kind === 'fixed' && (
          <MoneyField
            label={t('subscribers.contracts.feeAmount')}
            value={{ cents: fee.cents, currency: 'KES' }}
            onChange={(value) => setFee({ kind: 'fixed', cents: value?.cents ?? '' })}
          />
        )}
        {fee.kind === 'months' && (
          <NumberField
            label={t('subscribers.contracts.feeMonths')}
            value={fee.months}
            onChange={(value) => setFee({ kind: 'months', months: value ?? Number.NaN })}
          />
        )}
        {fee.kind === 'share-of-rest' && (
          <NumberField
            label={t('subscribers.contracts.feeShare')}
            unit="%"
            value={fee.share_bp / 100}
            onChange={(value) =>
              setFee({ kind: 'share-of-rest', share_bp: (value ?? Number.NaN) * 100 })
            }
          />
        )}
      </Form>
    </Dialog>
  )
}

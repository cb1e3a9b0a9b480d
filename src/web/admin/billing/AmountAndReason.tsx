import type { MoneyOnWire } from '#kernel/money.ts'
import { useText } from '#web/i18n/index.ts'
import { AmountField } from '#web/ui/form/AmountField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import type { Bound } from '#web/ui/form/use-contract-form.ts'

/** How much, and why: what every booking by hand asks for. */
export function AmountAndReason({
  amount,
  reason,
  hint,
}: {
  amount: Bound<MoneyOnWire>
  reason: Bound<string>
  hint?: string
}) {
  const t = useText()
  return (
    <>
      <AmountField label={t('billing.amount')} {...amount} />
      <TextField
        label={t('billing.byHand.reason')}
        hint={hint ?? t('billing.byHand.reasonHint')}
        {...reason}
      />
    </>
  )
}

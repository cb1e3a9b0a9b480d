import { kes, moneyToWire, type MoneyOnWire } from '#kernel/money.ts'
import { useText } from '#web/i18n/index.ts'
import { MoneyField } from '#web/ui/form/fields.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import type { Bound } from '#web/ui/form/use-contract-form.ts'

export const NOTHING = moneyToWire(kes(0n))

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
      <MoneyField
        label={t('billing.amount')}
        {...amount}
        value={amount.value === NOTHING ? null : amount.value}
        onChange={(typed) => amount.onChange(typed ?? NOTHING)}
      />
      <TextField
        label={t('billing.byHand.reason')}
        hint={hint ?? t('billing.byHand.reasonHint')}
        {...reason}
      />
    </>
  )
}

import { kes, moneyToWire, type MoneyOnWire } from '#kernel/money.ts'
import { MoneyField } from '#web/ui/form/fields.tsx'
import type { ParsedFieldProps } from '#web/ui/form/ParsedField.tsx'

/** What an amount is before anybody has typed one. */
export const NOTHING = moneyToWire(kes(0n))

/** An amount that a form cannot do without: nothing stands in the field until somebody types, and an empty field is nothing. */
export function AmountField(props: ParsedFieldProps<MoneyOnWire>) {
  const { value, onChange, ...rest } = props
  return (
    <MoneyField
      {...rest}
      value={value.cents === NOTHING.cents ? null : value}
      onChange={(typed) => onChange(typed ?? NOTHING)}
    />
  )
}

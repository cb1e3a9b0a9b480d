import { formatBytes, parseBytes } from '#kernel/bytes.ts'
import {
  decimalMoney,
  moneyOnWire,
  moneyToWire,
  parseMoney,
  type MoneyOnWire,
} from '#kernel/money.ts'
import { formatPhone, parsePhone } from '#kernel/phone.ts'
import { parsePin } from '#kernel/pin.ts'
import { formatRate, parseRate, type Rate } from '#kernel/rate.ts'
import { useText } from '#web/i18n/index.ts'
import { ParsedField, type ParsedFieldProps } from '#web/ui/form/ParsedField.tsx'

/** A whole number, with its unit behind it. */
export function NumberField({
  unit,
  ...props
}: ParsedFieldProps<number | null> & { unit?: string }) {
  const t = useText()
  return (
    <ParsedField
      {...props}
      reading={{
        parse: (text) => {
          const digits = text.trim().replaceAll(/[,\s]/g, '')
          return digits === '' ? null : /^-?\d{1,15}$/.test(digits) ? Number(digits) : undefined
        },
        format: (value) => (value === null || Number.isNaN(value) ? '' : String(value)),
        wrong: () => Number.NaN,
        complaint: t('common.form.badNumber'),
        inputMode: 'numeric',
        after: unit && <span className="px-1.5">{unit}</span>,
        className: 'tnum',
      }}
    />
  )
}

/** An amount in shillings and cents; travels as whole cents. */
export function MoneyField(props: ParsedFieldProps<MoneyOnWire | null>) {
  const t = useText()
  return (
    <ParsedField
      {...props}
      reading={{
        parse: (text) => {
          if (text.trim() === '') return null
          const money = parseMoney(text)
          return money && moneyToWire(money)
        },
        format: (value) =>
          value === null
            ? ''
            : moneyOnWire.safeParse(value).success
              ? decimalMoney({ ...value, cents: BigInt(value.cents) })
              : value.cents,
        wrong: (text): MoneyOnWire => ({ cents: text, currency: 'KES' }),
        complaint: t('common.form.badMoney'),
        inputMode: 'decimal',
        before: 'KES',
        className: 'tnum',
      }}
    />
  )
}

/** A speed, down and up: `20M/10M`. */
export function RateField(props: ParsedFieldProps<Rate | null>) {
  const t = useText()
  return (
    <ParsedField
      {...props}
      placeholder={props.placeholder ?? '20M/10M'}
      reading={{
        parse: (text) => (text.trim() === '' ? null : parseRate(text)),
        format: (value) =>
          value === null || Number.isNaN(value.down_bps) ? '' : formatRate(value),
        wrong: () => ({ down_bps: Number.NaN, up_bps: Number.NaN }),
        complaint: t('common.form.badRate'),
        className: 'tnum',
      }}
    />
  )
}

/** A data volume; travels as digits of bytes. */
export function BytesField(props: ParsedFieldProps<string | null>) {
  const t = useText()
  return (
    <ParsedField
      {...props}
      placeholder={props.placeholder ?? '100 GB'}
      reading={{
        parse: (text) => (text.trim() === '' ? null : parseBytes(text)?.toString()),
        format: (value) =>
          value && /^\d+$/.test(value) ? exactBytes(BigInt(value)) : (value ?? ''),
        wrong: (text) => text,
        complaint: t('common.form.badBytes'),
        className: 'tnum',
      }}
    />
  )
}

/** The short spelling where it means the same number, else all digits: a box must not round what it holds. */
function exactBytes(bytes: bigint): string {
  const short = formatBytes(bytes)
  return parseBytes(short) === bytes ? short : String(bytes)
}

/** A phone number; Kenyan numbers may be typed as people say them. */
export function PhoneField(props: ParsedFieldProps<string>) {
  const t = useText()
  return (
    <ParsedField
      {...props}
      hint={props.hint ?? t('common.form.phoneHint')}
      reading={{
        parse: parsePhone,
        format: (value) => (parsePhone(value) === value ? formatPhone(value) : value),
        wrong: (text) => text.trim(),
        complaint: t('common.form.badPhone'),
        inputMode: 'tel',
        autoComplete: 'tel',
        className: 'tnum',
      }}
    />
  )
}

/** The number under which KRA knows a taxpayer. */
export function PinField(props: ParsedFieldProps<string>) {
  const t = useText()
  return (
    <ParsedField
      {...props}
      hint={props.hint ?? t('common.form.pinHint')}
      placeholder={props.placeholder ?? 'P051234567X'}
      reading={{
        parse: parsePin,
        format: (value) => value,
        wrong: (text) => text.trim(),
        complaint: t('common.form.badPin'),
        className: 'font-mono uppercase placeholder:normal-case',
      }}
    />
  )
}

import { useText } from '#web/i18n/index.ts'
import { ParsedField, type ParsedFieldProps } from '#web/ui/form/ParsedField.tsx'

/** A share in percent, to two places; travels in hundredths of a percent. */
export function PercentField(props: ParsedFieldProps<number>) {
  const t = useText()
  return (
    <ParsedField
      {...props}
      reading={{
        parse: (text) => {
          const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim())
          if (!match) return undefined
          const [, whole = '0', fraction = ''] = match
          return Number(whole) * 100 + Number(fraction.padEnd(2, '0'))
        },
        format: (value) => (Number.isNaN(value) ? '' : String(value / 100)),
        wrong: () => Number.NaN,
        complaint: t('common.form.badNumber'),
        inputMode: 'decimal',
        after: <span className="px-1.5">%</span>,
        className: 'tnum',
      }}
    />
  )
}

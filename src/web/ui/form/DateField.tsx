import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Field, type FieldFrame } from '#web/ui/form/Field.tsx'
import { useToday } from '#web/ui/zone.ts'

type Props = FieldFrame & {
  name?: string
  /** `YYYY-MM-DD` in the ISP's zone, or nothing. */
  value: string
  onChange: (value: string) => void
  min?: string
  max?: string
  disabled?: boolean
}

/** A day. The browser's own calendar: typed, picked, spoken and known to everybody's phone. */
export function DateField({ value, onChange, min, max, disabled, name, ...frame }: Props) {
  return (
    <Field {...frame}>
      {(control) => (
        <input
          {...control}
          type="date"
          name={name}
          value={value}
          min={min}
          max={max}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
          className="control tnum"
        />
      )}
    </Field>
  )
}

/** A time of the day, `HH:MM`. */
export function TimeField({
  value,
  onChange,
  disabled,
  name,
  ...frame
}: Omit<Props, 'min' | 'max'>) {
  return (
    <Field {...frame}>
      {(control) => (
        <input
          {...control}
          type="time"
          name={name}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
          className="control tnum"
        />
      )}
    </Field>
  )
}

export type DayRange = { from: string; to: string }

/** From one day to another, both included, with the ranges that people ask for most. */
export function DateRangeField({
  value,
  onChange,
  ...frame
}: FieldFrame & { value: DayRange; onChange: (value: DayRange) => void }) {
  const t = useText()
  const today = useToday()
  const quick = [
    [t('common.field.today'), today],
    [t('common.field.last7'), today.subtract({ days: 6 })],
    [t('common.field.last30'), today.subtract({ days: 29 })],
    [t('common.field.thisMonth'), today.with({ day: 1 })],
  ] as const
  return (
    <Field {...frame} group>
      {() => (
        <div className="grid gap-2">
          <div className="grid grid-cols-2 gap-2">
            <DateField
              label={t('common.field.from')}
              labelHidden
              value={value.from}
              max={value.to}
              onChange={(from) => onChange({ ...value, from })}
            />
            <DateField
              label={t('common.field.to')}
              labelHidden
              value={value.to}
              min={value.from}
              onChange={(to) => onChange({ ...value, to })}
            />
          </div>
          <div className="flex flex-wrap gap-1">
            {quick.map(([label, from]) => (
              <Button
                key={label}
                size="sm"
                look="quiet"
                onClick={() => onChange({ from: from.toString(), to: today.toString() })}
              >
                {label}
              </Button>
            ))}
          </div>
        </div>
      )}
    </Field>
  )
}

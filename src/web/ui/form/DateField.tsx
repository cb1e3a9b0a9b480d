import { CalendarDays } from 'lucide-react'
import { useRef } from 'react'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { parseDay, parseTime } from '#web/ui/form/day.ts'
import { Field, type FieldFrame } from '#web/ui/form/Field.tsx'
import { ParsedField, type ParsedFieldProps } from '#web/ui/form/ParsedField.tsx'
import { formatDay } from '#web/ui/format.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { useToday } from '#web/ui/zone.ts'

type Props = ParsedFieldProps<string> & {
  /** `YYYY-MM-DD` */
  min?: string
  max?: string
}

/**
 * A day, `YYYY-MM-DD` in the ISP's zone, or empty. Typed day first and written out with its month's name:
 * the browser's own box shows 11/01 to one and 01/11 to another. Its calendar is used for picking only.
 */
export function DateField({ min, max, ...props }: Props) {
  const t = useText()
  const language = useLanguage()
  const today = useToday()
  const picker = useRef<HTMLInputElement>(null)
  const isDay = /^\d{4}-\d\d-\d\d$/.test(props.value)
  return (
    <ParsedField
      {...props}
      placeholder={props.placeholder ?? formatDay(today, language)}
      reading={{
        parse: (text) => (text.trim() === '' ? '' : parseDay(text, today)),
        format: (value) => (isDay ? formatDay(Temporal.PlainDate.from(value), language) : value),
        // `2026-02-30` looks like a day and is none: nobody may take it for one.
        wrong: (text) => text.replaceAll('-', '/'),
        complaint: t('common.field.badDay'),
        className: 'tnum',
        after: (
          <>
            <input
              ref={picker}
              type="date"
              tabIndex={-1}
              aria-hidden="true"
              value={isDay ? props.value : ''}
              min={min}
              max={max}
              disabled={props.disabled}
              onChange={(event) => props.onChange(event.target.value)}
              className="pointer-events-none absolute right-2 bottom-0 size-px opacity-0"
            />
            <IconButton
              size="sm"
              label={t('common.field.pickDay')}
              disabledBecause={props.disabled && t('common.form.notAllowed')}
              onClick={() => picker.current?.showPicker()}
            >
              <CalendarDays />
            </IconButton>
          </>
        ),
      }}
    />
  )
}

/** A time of the day, `HH:MM`. */
export function TimeField(props: ParsedFieldProps<string>) {
  const t = useText()
  return (
    <ParsedField
      {...props}
      placeholder={props.placeholder ?? '08:30'}
      reading={{
        parse: (text) => (text.trim() === '' ? '' : parseTime(text)),
        format: (value) => value,
        wrong: (text) => text,
        complaint: t('common.field.badTime'),
        className: 'tnum',
      }}
    />
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
          <div className="-mx-2.5 flex flex-wrap">
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

import { useState } from 'react'
import type { Service } from '#modules/services/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { DateField } from '#web/ui/form/DateField.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { useZone } from '#web/ui/zone.ts'

export type When = 'now' | 'period-end' | 'date'

type Props = {
  service: Service
  value: When
  error: string | undefined
  onChange: (when: { effective: When; at: string | null }) => void
}

/** When a change of a service becomes true: now, with the end of what is paid, or on a day. */
export function WhenChange({ service, value, error, onChange }: Props) {
  const t = useText()
  const zone = useZone()
  const [day, setDay] = useState('')
  const startOf = (on: string) =>
    /^\d{4}-\d\d-\d\d$/.test(on)
      ? Temporal.PlainDate.from(on).toZonedDateTime(zone).toInstant().toString()
      : null
  const options = [
    { value: 'now' as const, label: t('services.changes.now') },
    ...(service.paidUntil === null
      ? []
      : [{ value: 'period-end' as const, label: t('services.changes.atEnd') }]),
    { value: 'date' as const, label: t('services.changes.onDay') },
  ]
  return (
    <div className="grid gap-4">
      <RadioCards
        label={t('services.changes.when')}
        options={options}
        columns={options.length === 3 ? 3 : 2}
        value={value}
        onChange={(effective) =>
          onChange({ effective, at: effective === 'date' ? startOf(day) : null })
        }
      />
      {value === 'date' && (
        <DateField
          label={t('services.changes.day')}
          value={day}
          error={error}
          onChange={(on) => {
            setDay(on)
            onChange({ effective: 'date', at: startOf(on) })
          }}
        />
      )}
    </div>
  )
}

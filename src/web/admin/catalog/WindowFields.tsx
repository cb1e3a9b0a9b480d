import { Plus, Trash2 } from 'lucide-react'
import { timeWindow } from '#modules/catalog/contract.ts'
import type { WindowInput } from '#web/admin/catalog/profile-values.ts'
import { NIGHT } from '#web/admin/catalog/profile-values.ts'
import { WeekPicture } from '#web/admin/catalog/WeekPicture.tsx'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { cn } from '#web/ui/cn.ts'
import { TimeField } from '#web/ui/form/DateField.tsx'
import { localeOf } from '#web/ui/format.ts'
import { IconButton } from '#web/ui/IconButton.tsx'

const DAYS = [1, 2, 3, 4, 5, 6, 7]
const MONDAY = Temporal.PlainDate.from('2026-11-23')

type Props = {
  label: string
  windows: readonly WindowInput[]
  onChange: (windows: WindowInput[]) => void
}

/** Hours of the week, with the picture of what was said. */
export function WindowFields({ label, windows, onChange }: Props) {
  const t = useText()
  const language = useLanguage()
  const dayName = new Intl.DateTimeFormat(localeOf(language), { weekday: 'short', timeZone: 'UTC' })
  const put = (place: number, next: Partial<WindowInput>) =>
    onChange(windows.map((one, other) => (other === place ? { ...one, ...next } : one)))
  const whole = windows.filter((one) => timeWindow.safeParse(one).success)
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-medium">{label}</legend>
      {windows.map((window, place) => (
        <div key={place} className="grid gap-2 rounded-md border p-3">
          <div className="flex flex-wrap gap-1">
            {DAYS.map((day) => {
              const isOn = window.days.includes(day)
              const name = dayName.format(
                MONDAY.add({ days: day - 1 }).toZonedDateTime('UTC').epochMilliseconds,
              )
              return (
                <button
                  key={day}
                  type="button"
                  aria-pressed={isOn}
                  onClick={() =>
                    put(place, {
                      days: isOn
                        ? window.days.filter((other) => other !== day)
                        : [...window.days, day].toSorted((a, b) => a - b),
                    })
                  }
                  className={cn(
                    'min-w-10 rounded border px-2 py-1 text-sm pointer-coarse:py-2',
                    isOn ? 'border-accent-text bg-accent-wash text-accent-text' : 'text-soft',
                  )}
                >
                  {name}
                </button>
              )
            })}
          </div>
          <div className="flex items-end gap-2">
            <TimeField
              label={t('catalog.from')}
              value={window.from}
              onChange={(from) => put(place, { from })}
            />
            <TimeField
              label={t('catalog.until')}
              value={window.to}
              onChange={(to) => put(place, { to })}
            />
            <IconButton
              label={t('catalog.remove')}
              onClick={() => onChange(windows.toSpliced(place, 1))}
            >
              <Trash2 />
            </IconButton>
          </div>
        </div>
      ))}
      {whole.length > 0 && <WeekPicture windows={whole} label={label} />}
      <div>
        <Button size="sm" icon={<Plus />} onClick={() => onChange([...windows, NIGHT])}>
          {t('catalog.addHours')}
        </Button>
      </div>
    </fieldset>
  )
}

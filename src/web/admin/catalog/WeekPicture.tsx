import { isWithinWindows, type TimeWindow } from '#modules/catalog/contract.ts'
import { useLanguage } from '#web/i18n/index.ts'
import { localeOf } from '#web/ui/format.ts'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const DAYS = [1, 2, 3, 4, 5, 6, 7]
/** Any Monday: a week of hours is asked of the windows themselves, so that picture and network agree. */
const MONDAY = Temporal.PlainDate.from('2026-11-23')

/** A week, hour by hour, with the hours of some windows filled. */
export function WeekPicture({ windows, label }: { windows: readonly TimeWindow[]; label: string }) {
  const language = useLanguage()
  const dayName = new Intl.DateTimeFormat(localeOf(language), { weekday: 'short', timeZone: 'UTC' })
  return (
    <svg viewBox="0 0 316 84" role="img" aria-label={label} className="w-full max-w-md">
      {DAYS.map((day) => {
        const date = MONDAY.add({ days: day - 1 })
        const name = dayName.format(date.toZonedDateTime('UTC').epochMilliseconds)
        return (
          <g key={day}>
            <text x="0" y={day * 10 - 1} className="fill-soft text-[8px]">
              {name}
            </text>
            {HOURS.map((hour) => {
              const at = date.toZonedDateTime({
                timeZone: 'UTC',
                plainTime: new Temporal.PlainTime(hour, 0),
              })
              return (
                <rect
                  key={hour}
                  x={28 + hour * 12}
                  y={day * 10 - 8}
                  width="10.5"
                  height="8"
                  rx="1.5"
                  className={isWithinWindows(windows, at) ? 'fill-chart-1' : 'fill-sunken'}
                />
              )
            })}
          </g>
        )
      })}
      {[0, 6, 12, 18].map((hour) => (
        <text key={hour} x={28 + hour * 12} y="82" className="fill-soft text-[8px]">
          {`${String(hour).padStart(2, '0')}:00`}
        </text>
      ))}
    </svg>
  )
}

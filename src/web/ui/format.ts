import type { Language } from '#web/i18n/index.ts'

const LOCALES: Record<Language, string> = { en: 'en-KE', sw: 'sw-KE' }

/** The language with Kenya's habits: day first, comma for thousands. */
export function localeOf(language: Language): string {
  return LOCALES[language]
}

/** `1234567` → `1,234,567`. */
export function formatCount(count: number | bigint, language: Language): string {
  return new Intl.NumberFormat(localeOf(language)).format(count)
}

/** `0.123` → `12.3%`. */
export function formatShare(share: number, language: Language): string {
  return new Intl.NumberFormat(localeOf(language), {
    style: 'percent',
    maximumFractionDigits: 1,
  }).format(share)
}

export type Clock = { language: Language; zone: string; hours: '24h' | '12h' }

function timeOptions(hours: Clock['hours']): Intl.DateTimeFormatOptions {
  return { hour: '2-digit', minute: '2-digit', hourCycle: hours === '12h' ? 'h12' : 'h23' }
}

/** `22 Nov 2026, 14:05` in the ISP's zone. */
export function formatInstant(at: Temporal.Instant, clock: Clock): string {
  return at.toZonedDateTimeISO(clock.zone).toLocaleString(localeOf(clock.language), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    ...timeOptions(clock.hours),
  })
}

/** `14:05:33` in the ISP's zone, for what happens many times a minute. */
export function formatSecond(at: Temporal.Instant, clock: Clock): string {
  return at
    .toZonedDateTimeISO(clock.zone)
    .toLocaleString(localeOf(clock.language), { second: '2-digit', ...timeOptions(clock.hours) })
}

/** With seconds and the zone's name, for tooltips and the audit trail: nothing left to guess. */
export function formatInstantFully(at: Temporal.Instant, clock: Clock): string {
  return at.toZonedDateTimeISO(clock.zone).toLocaleString(localeOf(clock.language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    second: '2-digit',
    timeZoneName: 'short',
    ...timeOptions(clock.hours),
  })
}

/** `22 Nov 2026`. */
export function formatDay(day: Temporal.PlainDate, language: Language): string {
  return day.toLocaleString(localeOf(language), { day: 'numeric', month: 'short', year: 'numeric' })
}

const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30.4],
  ['month', 12],
  ['year', Infinity],
] as const

/** `3 minutes ago`, `in 2 days`; under 45 seconds it is "just now" and this answers nothing. */
export function formatAgo(
  at: Temporal.Instant,
  now: Temporal.Instant,
  language: Language,
): string | undefined {
  let size = (at.epochMilliseconds - now.epochMilliseconds) / 1000
  if (Math.abs(size) < 45) return undefined
  const format = new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' })
  for (const [unit, next] of STEPS) {
    if (Math.abs(size) < next * 0.92) return format.format(Math.round(size), unit)
    size /= next
  }
  return undefined
}

/** Whole seconds as `2d 4h`, `3h 12m`, `45s`: the two largest parts, as sessions and outages are spoken of. */
export function formatDuration(seconds: number, language: Language): string {
  const total = Math.max(0, Math.round(seconds))
  const parts: [number, Intl.NumberFormatOptions['unit']][] = [
    [Math.floor(total / 86_400), 'day'],
    [Math.floor(total / 3600) % 24, 'hour'],
    [Math.floor(total / 60) % 60, 'minute'],
    [total % 60, 'second'],
  ]
  const first = parts.findIndex(([count]) => count > 0)
  const shown =
    first === -1 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([count]) => count > 0)
  return shown
    .map(([count, unit]) =>
      new Intl.NumberFormat(localeOf(language), {
        style: 'unit',
        unit,
        unitDisplay: 'narrow',
      }).format(count),
    )
    .join(' ')
}

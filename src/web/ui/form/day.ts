/** Days and times as people in Kenya type them: day first, never month first. */
const MONTHS = [
  'jan',
  'feb',
  'mar',
  'apr',
  'mei|may',
  'jun',
  'jul',
  'ago|aug',
  'sep',
  'okt|oct',
  'nov',
  'des|dec',
]

/** `22/11/2026`, `22-11-26`, `22 Nov`, `2026-11-22` → `2026-11-22`; without a year it is `today`'s. Nothing when it is no day. */
export function parseDay(given: string, today: Temporal.PlainDate): string | undefined {
  const typed = given.trim().toLowerCase()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const numbers = /^(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{2}|\d{4}))?$/.exec(typed)
  if (numbers) return dayOf(yearOf(numbers[3], today), Number(numbers[2]), Number(numbers[1]))
  const named = /^(\d{1,2})[\s-]*([a-z]{3,})\.?(?:[\s,-]+(\d{2}|\d{4}))?$/.exec(typed)
  if (!named) return undefined
  const month = MONTHS.findIndex((name) => new RegExp(`^(?:${name})`).test(named[2] ?? ''))
  return month === -1 ? undefined : dayOf(yearOf(named[3], today), month + 1, Number(named[1]))
}

function yearOf(typed: string | undefined, today: Temporal.PlainDate): number {
  if (typed === undefined) return today.year
  return typed.length === 2 ? 2000 + Number(typed) : Number(typed)
}

function dayOf(year: number, month: number, day: number): string | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString()
  } catch {
    return undefined
  }
}

/** `8:30`, `0830`, `8.30 pm`, `20` → `08:30`, `20:30`, `20:00`. Nothing when it is no time. */
export function parseTime(given: string): string | undefined {
  const match = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap]m)?$/.exec(given.trim().toLowerCase())
  if (!match) return undefined
  const [, typed = '', minutes = '00', half] = match
  const hour = Number(typed)
  if (half && (hour < 1 || hour > 12)) return undefined
  const hours = half ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour
  if (hours > 23 || Number(minutes) > 59) return undefined
  return `${String(hours).padStart(2, '0')}:${minutes}`
}

/**
 * The oracle's own calendar: microseconds since 1970 as bigints, dates as numbers, and the wall clock of a zone as ICU tells
 * it. It knows nothing of Temporal nor of the engine, so that both cannot be wrong in the same way.
 */
export type Micros = bigint

export const SECOND = 1_000_000n
export const MINUTE = 60n * SECOND
export const HOUR = 60n * MINUTE
export const DAY = 24n * HOUR

export type Day = { readonly year: number; readonly month: number; readonly day: number }
type Wall = Day & { /** Microseconds since the midnight of the wall. */ readonly time: bigint }

/** Days since 1 March of the year 0, then since 1970: leap years are every fourth, not every hundredth, but every 400th. */
export function dayNumber({ year, month, day }: Day): number {
  const y = month <= 2 ? year - 1 : year
  const m = month <= 2 ? month + 9 : month - 3
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return 365 * y + leaps + Math.floor((153 * m + 2) / 5) + day - 1 - 719_468
}

export function dayFrom(number: number): Day {
  let year = 1970 + Math.floor(number / 366)
  while (dayNumber({ year: year + 1, month: 1, day: 1 }) <= number) year += 1
  let month = 1
  while (month < 12 && dayNumber({ year, month: month + 1, day: 1 }) <= number) month += 1
  return { year, month, day: number - dayNumber({ year, month, day: 1 }) + 1 }
}

export function daysIn(year: number, month: number): number {
  const next =
    month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 }
  return dayNumber(next) - dayNumber({ year, month, day: 1 })
}

/** So many months later, on this day of the month or the last there is. */
export function monthsLater(from: Day, months: number, day: number): Day {
  const count = from.year * 12 + (from.month - 1) + months
  const year = Math.floor(count / 12)
  const month = (count % 12) + 1
  return { year, month, day: Math.min(day, daysIn(year, month)) }
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** What the clock on the wall shows in a zone. */
export function wallOf(at: Micros, zone: string): Wall {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    })
  formats.set(zone, format)
  const inSecond = ((at % SECOND) + SECOND) % SECOND
  const parts = new Map(
    format
      .formatToParts(Number((at - inSecond) / 1000n))
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  const seconds = BigInt(part('hour') * 3600 + part('minute') * 60 + part('second'))
  return {
    ...{ year: part('year'), month: part('month'), day: part('day') },
    time: seconds * SECOND + inSecond,
  }
}

/**
 * The moment at which the wall shows this. Where clocks were put forward over it, the time is counted from before the jump; where
 * it comes twice, the first counts (RFC 5545 §3.3.5).
 */
export function momentOf(wall: Wall, zone: string): Micros {
  const plain = BigInt(dayNumber(wall)) * DAY + wall.time
  const offsetAt = (at: Micros) => {
    const shown = wallOf(at, zone)
    return BigInt(dayNumber(shown)) * DAY + shown.time - at
  }
  const [before, after] = [offsetAt(plain - DAY), offsetAt(plain + DAY)]
  const early = plain - before
  if (offsetAt(early) === before) return early
  const late = plain - after
  return offsetAt(late) === after ? late : early
}

/** Where clocks skip a midnight, the day begins with what comes after it. */
export const midnight = (day: Day, zone: string): Micros => momentOf({ ...day, time: 0n }, zone)

export const localDay = (at: Micros, zone: string): Day => {
  const { year, month, day } = wallOf(at, zone)
  return { year, month, day }
}

export const later = (day: Day, days: number): Day => dayFrom(dayNumber(day) + days)

/** Monday is 1. */
export const weekday = (day: Day): number => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1

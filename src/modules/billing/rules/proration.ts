import { assert } from '#kernel/assert.ts'
import { divideRounded } from '#kernel/money.ts'
import type { Period } from '#kernel/period.ts'

/** What time counts in, and where its days are. `none`: a period that has begun is paid whole. */
export type Ticks = { readonly in: 'second' | 'day' | 'none'; readonly zone: string }

const compare = Temporal.Instant.compare

/** How much of a period lies after a moment, and of how much. The day of a change belongs to what comes after it. */
export function timeLeft(
  whole: Period,
  at: Temporal.Instant,
  ticks: Ticks,
): { left: bigint; of: bigint } {
  const inside =
    compare(at, whole.from) < 0 ? whole.from : compare(at, whole.to) > 0 ? whole.to : at
  if (ticks.in === 'none') {
    const isWhole = compare(inside, whole.from) === 0
    return { left: isWhole ? 1n : 0n, of: 1n }
  }
  if (ticks.in === 'day') {
    const day = (moment: Temporal.Instant) => moment.toZonedDateTimeISO(ticks.zone).toPlainDate()
    const days = (from: Temporal.Instant) =>
      BigInt(day(from).until(day(whole.to), { largestUnit: 'days' }).days)
    // Less than a day has no days to count; it is counted in seconds.
    if (days(whole.from) > 0n) return { left: days(inside), of: days(whole.from) }
  }
  const ms = (from: Temporal.Instant) => BigInt(whole.to.epochMilliseconds - from.epochMilliseconds)
  return { left: ms(inside), of: ms(whole.from) }
}

/** What the rest of a period is worth: all of its price at the start, nothing at the end. */
export function valueLeft(
  price: bigint,
  whole: Period,
  at: Temporal.Instant,
  ticks: Ticks,
): bigint {
  // All of it and nothing of it need no calendar, and most periods are charged whole.
  if (compare(at, whole.from) <= 0) return price
  if (compare(at, whole.to) >= 0) return 0n
  const { left, of } = timeLeft(whole, at, ticks)
  return divideRounded(price * left, of)
}

/**
 * The price of a stretch of a period: the difference of what is left at its ends. So however a period is cut, its
 * parts sum to its price, to the cent.
 */
export function priceOfStretch(
  price: bigint,
  whole: Period,
  stretch: Period,
  ticks: Ticks,
): bigint {
  assert(price >= 0n, 'a price is not below zero')
  return valueLeft(price, whole, stretch.from, ticks) - valueLeft(price, whole, stretch.to, ticks)
}

/** How much of a period some stretches are, for words: in days, or in milliseconds where those are counted. Nothing where a started period is paid whole. */
export function partOfPeriod(
  whole: Period,
  stretches: readonly Period[],
  ticks: Ticks,
): { left: bigint; of: bigint; unit: 'day' | 'millisecond' } | undefined {
  if (ticks.in === 'none') return undefined
  const { of } = timeLeft(whole, whole.from, ticks)
  const left = stretches.reduce(
    (sum, { from, to }) =>
      sum + timeLeft(whole, from, ticks).left - timeLeft(whole, to, ticks).left,
    0n,
  )
  const byDay = ticks.in === 'day' && of < 100_000n
  return { left, of, unit: byDay ? 'day' : 'millisecond' }
}

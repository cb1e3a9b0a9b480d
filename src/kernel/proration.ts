import { assert } from '#kernel/assert.ts'
import { scaleMoney, subtractMoney, type Money } from '#kernel/money.ts'
import type { Period } from '#kernel/period.ts'

/**
 * What is left of a price at a moment of the period that it buys: V(t) = price × remaining ÷ whole, rounded once, halves
 * away from zero. All of it at the start or before, nothing at the end or after.
 *
 * Everything about parts of periods is a difference of two such values, so parts always sum to the whole, to the
 * cent, however often a period is cut. The period is always the whole nominal one, also for a service that starts
 * in its middle.
 */
export function valueLeft(price: Money, period: Period, at: Temporal.Instant): Money {
  const whole = nanoseconds(period.from, period.to)
  assert(whole > 0n, 'a period ends after it starts')
  const left = nanoseconds(at, period.to)
  return scaleMoney(price, left < 0n ? 0n : left > whole ? whole : left, whole)
}

/** What a part of the period costs: V(from) − V(to). What lies outside the period costs nothing. */
export function valueOf(price: Money, period: Period, part: Period): Money {
  return subtractMoney(valueLeft(price, period, part.from), valueLeft(price, period, part.to))
}

/**
 * What is given back when the rest of a period is not used: what is left of its value, and never more than was
 * charged for it and not credited yet. `charged` is what was really asked for after discounts, so a free month
 * gives nothing back.
 */
export function creditLeft(
  charged: Money,
  credited: Money,
  period: Period,
  at: Temporal.Instant,
): Money {
  const value = valueLeft(charged, period, at)
  const uncredited = subtractMoney(charged, credited)
  return value.cents < uncredited.cents ? value : uncredited
}

/**
 * The same period in whole local days, for plans that count by days: a change counts from the midnight before it,
 * because the day of a change belongs to the new plan.
 */
export function startOfLocalDay(at: Temporal.Instant, zone: string): Temporal.Instant {
  return at.toZonedDateTimeISO(zone).startOfDay().toInstant()
}

function nanoseconds(from: Temporal.Instant, to: Temporal.Instant): bigint {
  return to.epochNanoseconds - from.epochNanoseconds
}

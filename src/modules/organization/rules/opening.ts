import type { BusinessHours, Holiday } from '../contract.ts'
import { WEEKDAYS } from '../contract.ts'
import { must } from '#kernel/assert.ts'

/** Can people reach us at this moment? Closed on every holiday, lawful or our own. */
export function isOpen(
  now: Temporal.ZonedDateTime,
  facts: { hours: BusinessHours; holidays: readonly Holiday[] },
): boolean {
  const today = now.toPlainDate().toString()
  if (facts.holidays.some((holiday) => holiday.date === today)) return false
  const day = facts.hours[must(WEEKDAYS[now.dayOfWeek - 1], 'a week has seven days')]
  // `HH:MM` orders as text, and so does 24:00, the end of the day.
  const time = now.toPlainTime().toString({ smallestUnit: 'minute' })
  return day !== null && day.opens <= time && time < day.closes
}

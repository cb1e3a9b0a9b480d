/** As people count them: a year after the first day it is twelve, also where the year had 365 days. */
export function monthsServed(since: Temporal.Instant, at: Temporal.Instant): number {
  const utc = (moment: Temporal.Instant) => moment.toZonedDateTimeISO('UTC')
  const { months } = utc(since).until(utc(at), { largestUnit: 'months' })
  return Math.min(Math.max(months, 0), 1200)
}

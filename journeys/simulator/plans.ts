import type { Terms, Thing } from './oracle/terms.ts'

/** One period of its unit at a price with tax in it, unless said otherwise. */
const plan = (given: Partial<Terms> & Pick<Terms, 'key' | 'unit' | 'cents'>): Terms => ({
  ...{ mode: 'inclusive', count: 1, ends: 'elapsed', anchor: null, graceHours: 0 },
  ...{ proration: 'day', trial: false, afterwards: false, halfPriceFirst: 0, perGigabyte: 0n },
  ...given,
})

/** What companies of the town hold, and pay by one invoice a month. */
export const AFTERWARDS: readonly Terms[] = [
  plan({ key: 'office', unit: 'month', cents: 1_200_000n, afterwards: true }),
  plan({ key: 'dedicated', unit: 'month', cents: 4_500_001n, mode: 'exclusive', afterwards: true }),
]

/** What is paid by what was moved, each night. */
export const METERED: readonly Terms[] = [
  plan({ key: 'by-the-gigabyte', unit: 'day', cents: 0n, perGigabyte: 10_007n }),
]

/** What the town's ISP sells to everybody else: every length, every kind of end, days of grace, both tax modes, an introductory price, a trial. */
export const PLANS: readonly Terms[] = [
  plan({ key: 'half-hour', unit: 'minute', count: 30, cents: 1_000n, proration: 'second' }),
  plan({ key: 'hour', unit: 'hour', cents: 2_000n, proration: 'second' }),
  plan({ key: 'six-hours', unit: 'hour', count: 6, ends: 'end-of-day', cents: 3_500n }),
  plan({ key: 'day', unit: 'day', cents: 9_900n }),
  plan({ key: 'today', unit: 'day', ends: 'calendar', cents: 9_000n, proration: 'none' }),
  plan({ key: 'week', unit: 'week', cents: 49_900n, graceHours: 6 }),
  plan({ key: 'calendar-week', unit: 'week', ends: 'calendar', cents: 48_000n }),
  plan({ key: 'day30', unit: 'day30', cents: 199_900n, graceHours: 24 }),
  plan({ key: 'month', unit: 'month', cents: 299_900n }),
  plan({ key: 'month-grace', unit: 'month', cents: 249_999n, graceHours: 48 }),
  plan({ key: 'month-end', unit: 'month', ends: 'end-of-day', cents: 350_000n }),
  plan({ key: 'business', unit: 'month', cents: 700_000n, mode: 'exclusive' }),
  plan({ key: 'welcome', unit: 'month', cents: 180_001n, halfPriceFirst: 2 }),
  plan({ key: 'calendar-1', unit: 'month', ends: 'calendar', anchor: 1, cents: 299_900n }),
  plan({ key: 'calendar-31', unit: 'month', ends: 'calendar', anchor: 31, cents: 310_007n }),
  plan({
    ...{ key: 'calendar-15', unit: 'month', ends: 'calendar', anchor: 15, cents: 120_050n },
    ...{ proration: 'second', graceHours: 12 },
  }),
  plan({ key: 'quarter', unit: 'quarter', cents: 800_000n }),
  plan({ key: 'year', unit: 'year', cents: 2_999_999n }),
  plan({ key: 'trial', unit: 'day', count: 7, cents: 0n, trial: true }),
]

/** What is sold beside plans. */
export const THINGS: readonly Thing[] = [
  { key: 'static-ip', cents: 50_001n, mode: 'inclusive', once: false },
  { key: 'support', cents: 30_000n, mode: 'exclusive', once: false },
  { key: 'set-up', cents: 75_000n, mode: 'inclusive', once: true },
]

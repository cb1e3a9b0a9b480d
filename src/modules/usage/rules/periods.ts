import { unreachable } from '#kernel/assert.ts'
import type { FairUsePolicy, QuotaAllowance } from '#modules/catalog/contract.ts'

export type CountedPeriod = FairUsePolicy['period'] | QuotaAllowance['period']
export type Stretch = { readonly from_ms: number; readonly to_ms: number | null }

const FIRST_DAY = { monday: 1, saturday: 6, sunday: 7 } as const

/** What the periods of a service hang on. */
export type PeriodFacts = {
  readonly zone: string
  readonly weekStart: keyof typeof FIRST_DAY
  /** When it was activated. */
  readonly anchor_ms: number
  /** The time charged for that began last; without an end where it is over and nothing followed, as in days of grace. */
  readonly charged: Stretch | null
}

/**
 * The period of a kind that holds a moment. Days, weeks and months are the ISP's own; billing periods are those that
 * were charged, and where none was, months from the activation. Validity is what was bought, and without that for ever.
 */
export function periodAround(kind: CountedPeriod, at_ms: number, facts: PeriodFacts): Stretch {
  const at = Temporal.Instant.fromEpochMilliseconds(at_ms).toZonedDateTimeISO(facts.zone)
  const midnight = at.startOfDay()
  switch (kind) {
    case 'hour': {
      // Of the wall clock, which zones of half hours have, too.
      const full = at.round({ smallestUnit: 'hour', roundingMode: 'floor' })
      return stretch(full, full.add({ hours: 1 }))
    }
    case 'day':
      return stretch(midnight, midnight.add({ days: 1 }).startOfDay())
    case 'week': {
      const begun = (at.dayOfWeek - FIRST_DAY[facts.weekStart] + 7) % 7
      const first = midnight.subtract({ days: begun }).startOfDay()
      return stretch(first, first.add({ days: 7 }).startOfDay())
    }
    case 'month': {
      const first = midnight.with({ day: 1 }).startOfDay()
      return stretch(first, first.add({ months: 1 }).startOfDay())
    }
    case 'billing-period':
      return facts.charged ?? monthFrom(facts, at)
    case 'validity':
      return facts.charged ?? { from_ms: facts.anchor_ms, to_ms: null }
    default:
      return unreachable(kind)
  }
}

/** Months counted from the activation, always from it, so that the 31st comes back after February. */
function monthFrom({ anchor_ms, zone }: PeriodFacts, at: Temporal.ZonedDateTime): Stretch {
  const anchor = Temporal.Instant.fromEpochMilliseconds(anchor_ms).toZonedDateTimeISO(zone)
  let count = Math.max(0, (at.year - anchor.year) * 12 + at.month - anchor.month)
  const begin = (months: number) => anchor.add({ months })
  if (count > 0 && Temporal.ZonedDateTime.compare(begin(count), at) > 0) count -= 1
  return stretch(begin(count), begin(count + 1))
}

function stretch(from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime): Stretch {
  return { from_ms: from.epochMilliseconds, to_ms: to.epochMilliseconds }
}

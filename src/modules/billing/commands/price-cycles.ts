import type { PlanVersion } from '#modules/catalog/contract.ts'
import type { Read } from '#platform/tx.ts'
import { loadCycleFacts } from '../queries/cycle-facts.ts'
import { sessionsNotCounted, tooManyPeriods } from '../refusals.ts'
import { chargeCycle, type CouponUse } from '../rules/charge-cycle.ts'
import type { CycleFacts, KeptVersions, PayersCycle, RatedRow } from '../rules/cycle-facts.ts'
import { hasTooManyPeriods, PERIODS_MAX } from '../rules/cycles.ts'
import type { DraftLine } from '../rules/lines.ts'
import { reasonOf } from '../rules/parking.ts'

/** One cycle of one payer, priced, or the reason why it could not be. */
export type PricedCycle = {
  readonly cycle: PayersCycle
  readonly paymentDays: number
  /** The plan version of each line, for totals. */
  readonly lines: readonly (DraftLine & { planVersionId: string })[]
  readonly rated: readonly RatedRow[]
  readonly coupons: readonly CouponUse[]
  /** Whether anything is held that will be charged again. */
  readonly goesOn: boolean
  readonly parked?: { readonly code: string; readonly reason: string }
}

/**
 * Prices the cycles of many payers at once: a dozen statements for all facts, and arithmetic. One whose price cannot be worked out
 * is answered with the reason, and costs the others nothing. `on` is the day of the invoices.
 */
export async function priceCycles(
  read: Read,
  cycles: readonly PayersCycle[],
  about: {
    on: Temporal.PlainDate
    kept: KeptVersions
    /** Of a dry run: how often each coupon of a service was used in cycles before these. */
    used?: ReadonlyMap<string, number>
  },
): Promise<{ priced: PricedCycle[]; facts: CycleFacts }> {
  const facts = await loadCycleFacts(read, cycles, about)
  const priced = cycles.map((cycle): PricedCycle => {
    const payer = facts.payers.get(cycle.payerId)
    const paymentDays = cycle.kind === 'payg' ? 0 : (payer?.paymentDays ?? 0)
    try {
      refuseUncounted(cycle, facts)
      refuseTooMany(cycle, facts)
      return { cycle, paymentDays, ...chargeCycle(cycle, facts) }
    } catch (error) {
      const parked = reasonOf(error)
      return { cycle, paymentDays, lines: [], rated: [], coupons: [], goesOn: true, parked }
    }
  })
  return { priced, facts }
}

/** Sessions are a meter of the catalog that nobody counts: better asked about than given away. */
function refuseUncounted(cycle: PayersCycle, facts: CycleFacts) {
  for (const { held } of facts.services.get(`${cycle.payerId} ${cycle.kind}`) ?? []) {
    for (const { version } of held)
      if (countsSessions(version)) throw sessionsNotCounted({ plan: version.planName })
  }
}

function refuseTooMany(cycle: PayersCycle, facts: CycleFacts) {
  for (const { held } of facts.services.get(`${cycle.payerId} ${cycle.kind}`) ?? [])
    for (const { version } of held)
      if (hasTooManyPeriods(version.terms.validity, cycle)) {
        const day = (at: Temporal.Instant) =>
          at.toZonedDateTimeISO(facts.book.zone).toPlainDate().toString()
        const { from, to } = cycle
        throw tooManyPeriods({ from: day(from), to: day(to), most: PERIODS_MAX })
      }
}

/** Asked of thousands of services, and of few versions. */
const known = new WeakMap<PlanVersion, boolean>()

function countsSessions(version: PlanVersion): boolean {
  const before = known.get(version)
  if (before !== undefined) return before
  const answer = version.terms.components.some(({ meter }) => meter === 'sessions')
  known.set(version, answer)
  return answer
}

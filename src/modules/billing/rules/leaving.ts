import { divideRounded } from '#kernel/money.ts'
import type { PlanTerms } from '#modules/catalog/contract.ts'
import { earlyTerminationFee, runsOn, type Running } from '#modules/subscribers/contract.ts'

/** What it was that was sold by mistake, or never came, nobody left early. */
const NOT_LEFT = ['never-installed', 'mistake']

/**
 * What a contract charges for lines that leave it on a day, `monthlyCents` together. A fixed fee is for the contract and comes with its
 * last line; the others are of each line. Nothing when the contract does not count on the day, when it was ended and charged as a whole, or
 * when the service never really began.
 */
export function leavingFee(
  agreed: Running,
  leaving: { on: string; monthlyCents: bigint; isLast: boolean; because: string },
): bigint {
  if (agreed.state !== 'active' || !runsOn(agreed, leaving.on)) return 0n
  if (NOT_LEFT.includes(leaving.because)) return 0n
  if (agreed.terms.earlyTermination.kind === 'fixed' && !leaving.isLast) return 0n
  return earlyTerminationFee(agreed, leaving)
}

/** How many of a period make a month, as the report of recurring revenue counts; hours and minutes recur for nobody. */
const MONTHLY: Record<PlanTerms['validity']['unit'], readonly [bigint, bigint]> = {
  minute: [0n, 1n],
  hour: [0n, 1n],
  day: [365n, 12n],
  week: [52n, 12n],
  day30: [365n, 360n],
  month: [1n, 1n],
  quarter: [1n, 3n],
  year: [1n, 12n],
}

/** What the price of one period is worth a month. */
export function monthlyWorth(cents: bigint, { unit, count }: PlanTerms['validity']): bigint {
  const [times, per] = MONTHLY[unit]
  return divideRounded(cents * times, per * BigInt(count))
}

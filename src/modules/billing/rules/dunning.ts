import type { Pay } from '#modules/services/contract.ts'
import type { DunningPolicy } from '../contract.ts'

/** What is open of somebody, and what stops dunning. */
export type DunningFacts = {
  /** Of the oldest invoice that is open and not disputed. */
  readonly dueOn: Temporal.PlainDate
  readonly open: bigint
  /** Whether a promise to pay holds today. */
  readonly promised: boolean
}

/**
 * The step at which somebody stands today, by its place in the policy; nothing where none is reached or nothing is to be done. It
 * follows from what is open now: whoever was not looked at for a week stands where they belong, and steps between are
 * not made up for.
 */
export function stepToday(
  policy: Pick<DunningPolicy, 'steps' | 'minimum'>,
  facts: DunningFacts,
  today: Temporal.PlainDate,
): number | undefined {
  if (facts.promised || facts.open < policy.minimum.cents) return undefined
  const days = daysAfter(facts.dueOn, today)
  const place = policy.steps.findLastIndex(({ day }) => day <= days)
  return place < 0 ? undefined : place
}

/** Days since it was due; below zero before that. */
export function daysAfter(dueOn: Temporal.PlainDate, today: Temporal.PlainDate): number {
  return dueOn.until(today, { largestUnit: 'days' }).days
}

/** Whether something may be done at this moment: not at night. */
export function isAwake(
  { from, to }: Pick<DunningPolicy, 'from' | 'to'>,
  local: Temporal.ZonedDateTime,
): boolean {
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  return from <= time && time < to
}

/** Who pays before has no time to lose: it ends by itself. Others are slowed and shut by the steps of the policy. */
export const isDunned = (pay: Pay) => pay === 'postpaid' || pay === 'payg'

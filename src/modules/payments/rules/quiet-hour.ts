/** What an hour brought. */
export type Hour = { readonly payments: number; readonly cents: bigint }

/** Fewer than these a week before say too little. */
const WEEKS_MIN = 4
/** An hour that brings this many as a rule brings none once in some thousand weeks by chance (Poisson: e^-8). */
const EXPECTED_MIN = 8
/** Less than one in this many of what is usual is not chance either, where much is usual. */
const ONE_IN = 5
const MANY = 30

/**
 * Whether money that an hour brings as a rule is missing: judged by the same hour of the same weekday in the weeks before, of which the
 * middle one is the rule, so that neither a holiday nor a day without callbacks becomes it. Nothing at all is noticed where some eight
 * payments are usual; a trickle only where many are. Undefined: the hour is as hours are, or too little is known.
 */
export function missingMoney(now: Hour, before: readonly Hour[]): Hour | undefined {
  if (before.length < WEEKS_MIN) return undefined
  const usual = middle(before)
  if (usual.payments < EXPECTED_MIN) return undefined
  const isNothing = now.payments === 0
  const isTrickle = usual.payments >= MANY && now.payments * ONE_IN < usual.payments
  return isNothing || isTrickle ? usual : undefined
}

function middle(hours: readonly Hour[]): Hour {
  const payments = hours.map((hour) => hour.payments).toSorted((a, b) => a - b)
  const cents = hours.map((hour) => hour.cents).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const place = Math.floor((hours.length - 1) / 2)
  return { payments: payments[place] ?? 0, cents: cents[place] ?? 0n }
}

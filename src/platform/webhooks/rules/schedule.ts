/**
 * When a delivery is tried again (Standard Webhooks, "Deliverability and reliability"): at once, then after
 * 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h; after that, about three days in all, it failed.
 */
const PAUSES_S = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]

/** A webhook that has answered nothing good for this long is switched off, and staff are told. */
const OFF_AFTER_HOURS = 5 * 24

export type Result = {
  /** HTTP status; null when no answer came. */
  readonly status: number | null
  /** What went wrong, in words; null when the answer was good. */
  readonly error: string | null
  readonly retryAfter_s?: number
}

export type Next =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'again'; readonly at: Temporal.Instant }
  | { readonly kind: 'failed'; readonly switchOff?: string }

/** What follows from one try. `attempts` counts it. `chance` in [0, 1) spreads tries that failed together. */
export function decideNext(facts: {
  result: Result
  attempts: number
  failingSince: Temporal.Instant | null
  now: Temporal.Instant
  chance: number
}): Next {
  const { result, attempts, failingSince, now, chance } = facts
  if (result.error === null) return { kind: 'delivered' }
  // "410 Gone" is how a receiver says that it wants no more of them.
  if (result.status === 410)
    return { kind: 'failed', switchOff: 'The other side answered 410: it wants no more messages.' }
  if (failingSince && now.since(failingSince).total('hours') >= OFF_AFTER_HOURS)
    return { kind: 'failed', switchOff: 'No message got through for five days.' }

  const pause_s = PAUSES_S[attempts - 1]
  if (pause_s === undefined) return { kind: 'failed' }
  const spread_s = pause_s * (1 + chance / 10)
  // A receiver may ask for more time than we would give it, within reason.
  const asked_s = Math.min(result.retryAfter_s ?? 0, 86_400)
  return {
    kind: 'again',
    at: now.add({ milliseconds: Math.round(Math.max(spread_s, asked_s) * 1000) }),
  }
}

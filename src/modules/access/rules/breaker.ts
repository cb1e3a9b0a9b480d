/** How a NAS has answered lately. One that does not answer is asked seldom, so that it takes nobody else’s time. */
export type Breaker = { readonly silences: number; readonly closedUntil_ms: number }

export const NEVER_ASKED: Breaker = { silences: 0, closedUntil_ms: 0 }

const SILENCES_MAX = 3
const FIRST_PAUSE_ms = 15_000
const PAUSE_MAX_ms = 5 * 60_000

export function mayAsk(breaker: Breaker, now_ms: number): boolean {
  return now_ms >= breaker.closedUntil_ms
}

export function afterAnswer(): Breaker {
  return NEVER_ASKED
}

/** After three silences in a row it rests, twice as long each time, to five minutes; then one question tells. */
export function afterSilence(breaker: Breaker, now_ms: number): Breaker {
  const silences = breaker.silences + 1
  if (silences < SILENCES_MAX) return { silences, closedUntil_ms: 0 }
  const pause_ms = Math.min(PAUSE_MAX_ms, FIRST_PAUSE_ms * 2 ** (silences - SILENCES_MAX))
  return { silences, closedUntil_ms: now_ms + pause_ms }
}

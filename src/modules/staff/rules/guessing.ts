/**
 * How wrong tries are slowed down (ASVS 5.0 V6.1.1, V6.3.1; NIST SP 800-63B §5.2.2).
 *
 * A try from a browser that the member has used before is counted by that browser; any other is
 * counted by the address that it aims at and by the network address that it comes from. A stranger
 * can therefore slow down other strangers, never the member on their own machine, and nothing is
 * ever locked for good.
 */
export type Suspect = 'device' | 'account' | 'ip'

type Patience = { readonly free: number; readonly longest_s: number }

/** `free` wrong tries cost nothing; each later one doubles the wait, up to `longest_s`. */
const PATIENCE = {
  device: { free: 5, longest_s: 300 },
  account: { free: 5, longest_s: 300 },
  // Many people share the address of an office or of a mobile network.
  ip: { free: 20, longest_s: 900 },
} as const satisfies Record<Suspect, Patience>

/** After this long without a wrong try, all is forgotten. */
export const FORGOTTEN_AFTER = Temporal.Duration.from({ hours: 24 })

export type Tries = { readonly tries: number; readonly lastAt: Temporal.Instant }

export function waitAfter(suspect: Suspect, tries: number): Temporal.Duration {
  const { free, longest_s } = PATIENCE[suspect]
  if (tries < free) return Temporal.Duration.from({ seconds: 0 })
  // 2^20 s is above every `longest_s`; the bound keeps the number finite.
  return Temporal.Duration.from({ seconds: Math.min(longest_s, 2 ** Math.min(tries - free, 20)) })
}

/** May one more try be made at `now`? If not, in how many seconds. */
export function decideTry(
  suspects: readonly { suspect: Suspect; wrong: Tries | undefined }[],
  now: Temporal.Instant,
): { kind: 'go' } | { kind: 'wait'; wait_s: number } {
  const freeAt_ms = Math.max(
    0,
    ...suspects.map(({ suspect, wrong }) =>
      wrong ? wrong.lastAt.add(waitAfter(suspect, wrong.tries)).epochMilliseconds : 0,
    ),
  )
  const wait_s = Math.ceil((freeAt_ms - now.epochMilliseconds) / 1000)
  return wait_s > 0 ? { kind: 'wait', wait_s } : { kind: 'go' }
}

/** How many wrong tries in a row it is after one more. */
export function countWrong(before: Tries | undefined, now: Temporal.Instant): number {
  const forgotten = before && Temporal.Instant.compare(before.lastAt.add(FORGOTTEN_AFTER), now) <= 0
  return before && !forgotten ? before.tries + 1 : 1
}

/** Staff and the member are told at the fifth wrong try and then each time the count doubles: 5, 10, 20, 40 … */
export function isNoticeable(tries: number): boolean {
  const folds = tries / 5
  return Number.isInteger(folds) && folds >= 1 && Number.isInteger(Math.log2(folds))
}

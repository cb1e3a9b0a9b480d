import { advance, type Counter, type Told, ZERO } from './counter.ts'

/** One Accounting-Request about a session (RFC 2866 §5.1), read from the wire. Times in epoch milliseconds, by our clock. */
export type Account = {
  readonly kind: 'start' | 'interim' | 'stop'
  /** When it happened: Event-Timestamp less Acct-Delay-Time, never in our future. */
  readonly at_ms: number
  /** Its NAS said when. Otherwise `at_ms` is when it came, and who knows how often it was sent before. */
  readonly isTimed: boolean
  /** Acct-Session-Time: how long the session had lasted; absent from a Start. */
  readonly seconds: number | null
  /** From the subscriber’s chair: `up` is what they sent. */
  readonly up: Told | null
  readonly down: Told | null
  /** Acct-Terminate-Cause, in words. */
  readonly cause: string | null
  /** The Class of our Access-Accept, when it came back: no two stays have the same. */
  readonly class: string | null
}

/** One stay online, as far as it is known. */
export type Stay = {
  readonly startedAt_ms: number
  /** Until when it is accounted for: the time of the latest record. */
  readonly heardAt_ms: number
  readonly seconds: number
  readonly up: Counter
  readonly down: Counter
  readonly end: End | null
}

/** `nas`: it said so. Otherwise we concluded it, and may have been wrong. */
export type End = { readonly at_ms: number; readonly by: 'nas' | 'us'; readonly cause: string }

/** Octets in each direction, counted for the time from `from_ms` to `to_ms`. */
export type Delta = {
  readonly up: bigint
  readonly down: bigint
  readonly from_ms: number
  readonly to_ms: number
}

export type Merged =
  /** The record belongs to this stay. `delta` is what it added, if anything. */
  | { readonly kind: 'same'; readonly stay: Stay; readonly delta: Delta | null }
  /** The NAS uses a session id again: the stay known by it is over, another has begun. */
  | {
      readonly kind: 'another'
      readonly past: Stay
      readonly stay: Stay
      readonly delta: Delta | null
    }

/** NASes round seconds, and their clocks jitter; what is closer than this happened at the same time. */
export const TOLERANCE_ms = 10_000
/**
 * A record that does not say when it happened may have been under way for so long: a NAS sends what nobody answers again and again. Somewhat
 * longer than an hour, which is what clocks are put on by, ours too.
 */
const LATE_MAX_ms = 65 * 60_000

/**
 * What is known of a session after one more record. Records come twice, late, out of order, with parts
 * missing, and session ids are used again after a reboot; whatever the order and however often, what a
 * truthful NAS counted is counted once.
 */
export function merge(known: Stay | null, account: Account): Merged {
  if (!known) return { kind: 'same', ...begin(account) }
  if (isAnother(known, account)) {
    const past = known.end ? known : { ...known, end: endOf(known.heardAt_ms, 'us', 'reused-id') }
    return { kind: 'another', past, ...begin(account) }
  }
  if (isLate(known, account))
    return { kind: 'same', stay: concludeLate(known, account), delta: null }
  return { kind: 'same', ...goOn(known, account) }
}

/** The first that we hear, which may be an interim or a Stop: the Start got lost. */
function begin(account: Account): { stay: Stay; delta: Delta | null } {
  const startedAt_ms = account.at_ms - (account.seconds ?? 0) * 1_000
  const blank: Stay = {
    ...{ startedAt_ms, heardAt_ms: startedAt_ms, seconds: 0, up: ZERO, down: ZERO, end: null },
  }
  return goOn(blank, account)
}

/**
 * Whether the NAS has begun to count anew under the same id. Two stays never overlap, so an interim says so only by having begun after
 * the last that we heard; not where our Class came back, which each stay has of its own, nor where it may only have come late: what is
 * wrongly taken for another stay is counted twice, from zero.
 */
function isAnother(known: Stay, account: Account): boolean {
  if (account.class !== null) return false
  const startedAt_ms = account.at_ms - (account.seconds ?? 0) * 1_000
  if (!account.isTimed && mayBeLate(known, account, startedAt_ms)) return false
  if (account.kind === 'start')
    return startedAt_ms > known.startedAt_ms + TOLERANCE_ms && account.at_ms > known.heardAt_ms
  return startedAt_ms > known.heardAt_ms + TOLERANCE_ms
}

/** Whether it can be of the stay that we know, sent some time before it came: then that began as long before as it seems to have. */
function mayBeLate(known: Stay, { kind, seconds }: Account, startedAt_ms: number): boolean {
  if (startedAt_ms > known.startedAt_ms + LATE_MAX_ms) return false
  // A start of which we have heard no more than that is the same one; later ones are how ids are used again.
  if (kind === 'start') return known.end === null && known.seconds === (seconds ?? 0)
  // Nothing is longer than what its NAS has ended.
  return known.end?.by !== 'nas' || seconds === null || seconds <= known.seconds
}

/** Whether something newer has been counted already; session time tells it better than clocks do. */
function isLate(known: Stay, account: Account): boolean {
  if (account.kind === 'start') return true
  if (account.seconds !== null) return account.seconds < known.seconds
  return account.at_ms < known.heardAt_ms
}

/** Late news add nothing to the counters, but an end is an end. */
function concludeLate(known: Stay, account: Account): Stay {
  if (account.kind !== 'stop' || known.end?.by === 'nas') return known
  return { ...known, end: endAt(known, account) }
}

function goOn(known: Stay, account: Account): { stay: Stay; delta: Delta | null } {
  const up = advance(known.up, account.up)
  const down = advance(known.down, account.down)
  const heardAt_ms = Math.max(known.heardAt_ms, account.at_ms)
  const added = { up: up.total - known.up.total, down: down.total - known.down.total }
  const stay: Stay = {
    ...{ startedAt_ms: known.startedAt_ms, heardAt_ms, up, down },
    seconds: Math.max(known.seconds, account.seconds ?? 0),
    end: endAfter(known, account),
  }
  const isNothing = added.up === 0n && added.down === 0n && heardAt_ms === known.heardAt_ms
  return {
    stay,
    delta: isNothing ? null : { ...added, from_ms: known.heardAt_ms, to_ms: heardAt_ms },
  }
}

/** A session that we took for dead, and that goes on, was not dead; one that its NAS ended stays so. */
function endAfter(known: Stay, account: Account): End | null {
  if (account.kind === 'stop' && known.end?.by !== 'nas') return endAt(known, account)
  return known.end?.by === 'nas' ? known.end : null
}

/** Clocks of NASes go wrong; nothing ends before it began. */
function endAt({ startedAt_ms }: Stay, { at_ms, cause }: Account): End {
  return endOf(Math.max(startedAt_ms, at_ms), 'nas', cause ?? 'unknown')
}

function endOf(at_ms: number, by: End['by'], cause: string): End {
  return { at_ms, by, cause }
}

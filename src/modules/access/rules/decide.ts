import {
  mayBeServed,
  type Serving,
  type ServingFacts,
  type ServingReason,
  STRICTNESS,
} from '#modules/services/contract.ts'
import type { Slots } from './slots.ts'

/** Why nobody got in, in the order in which it is found out; then the reasons of the service itself. */
export const DOOR_REASONS = [
  'unknown-user',
  'proof-missing',
  'proof-unreadable',
  'proof-not-checkable',
  'wrong-password',
  'eap-tls',
  'eap-broken-off',
  'eap-crowded',
  'other-site',
  'other-nas',
  'device-not-bound',
  'device-missing',
  'too-many-sessions',
  'nas-full',
  'no-address-left',
  'quota-in-use',
  'picture-too-old',
] as const
export type RejectReason = (typeof DOOR_REASONS)[number] | ServingReason

export type Decision =
  | {
      readonly kind: 'accept'
      readonly serving: Serving
      readonly servedFor_s: number | null
      readonly slots: Slots
    }
  | { readonly kind: 'reject'; readonly because: RejectReason }

/** What the door must know of who asks, once the proof has been looked at. */
export type DoorFacts = {
  readonly serving: ServingFacts
  /** The service belongs to another site than the NAS, and may be used at its own only. */
  readonly isElsewhere: boolean
  /** The service may be used on some routers only, and this is none of them. */
  readonly isOtherNas: boolean
  /** So many sessions are open on the NAS as it bears, those aside that leave for this one. */
  readonly isNasFull: boolean
  /** Only bound devices may dial; `station` is who dials, null where the NAS does not say. */
  readonly bound: readonly string[] | null
  readonly station: string | null
  /** What becomes of those whom only a payment keeps out: the portal, or nothing. */
  readonly unpaid: 'walled-garden' | 'reject'
  readonly slots: Slots
}

/**
 * One answer to “may this session begin, and for how long?”. How a thing is refused is as important as that it is: staff
 * and the subscriber's own portal read the reason.
 */
export function decide(facts: DoorFacts, now_ms: number): Decision {
  if (facts.isElsewhere) return reject('other-site')
  if (facts.isOtherNas) return reject('other-nas')
  if (facts.bound && facts.station === null) return reject('device-missing')
  if (facts.bound && !facts.bound.includes(facts.station ?? '')) return reject('device-not-bound')
  const serving = mayBeServed(facts.serving, now_ms)
  const isKeptOut = serving.kind === 'walled-garden' && facts.unpaid === 'reject'
  if (serving.kind === 'denied' || isKeptOut) return reject(serving.because)
  if (facts.slots.kind === 'full') return reject('too-many-sessions')
  if (facts.isNasFull) return reject('nas-full')
  const until_ms = servedUntil(facts.serving, serving, now_ms)
  const servedFor_s = until_ms === null ? null : Math.max(1, Math.ceil((until_ms - now_ms) / 1_000))
  return { kind: 'accept', serving, servedFor_s, slots: facts.slots }
}

function reject(because: RejectReason): Decision {
  return { kind: 'reject', because }
}

/** More changes than anybody has coming; a bound, because a loop without one ends a server that nobody watches. */
const STEPS_MAX = 100

/**
 * Until when somebody is served no worse than now if nothing happens; null: for ever. The NAS is told, so that time ends
 * when it ends although nobody can reach the NAS. Going from paid time into days of grace is no end.
 */
export function servedUntil(facts: ServingFacts, now: Serving, now_ms: number): number | null {
  let [at_ms, serving] = [now_ms, now]
  for (let step = 0; step < STEPS_MAX; step++) {
    if (STRICTNESS[serving.kind] > STRICTNESS[now.kind]) return at_ms
    if (serving.until_ms === null) return null
    at_ms = serving.until_ms
    serving = mayBeServed(facts, at_ms)
  }
  return at_ms
}

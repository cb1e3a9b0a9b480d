import { unreachable } from '#kernel/assert.ts'
import type { Channel, MessageClass } from '#kernel/message.ts'
import type { MessageWhy } from '../contract.ts'
import type { Outcome } from '../outside/port.ts'

export type Tried = {
  readonly kind: MessageClass
  readonly outcome: Outcome
  /** The channel that was tried, and those left after it. */
  readonly ways: readonly Channel[]
  /** Tries on this channel, this one among them. */
  readonly tries: number
  /** Another gateway of the channel can be asked at once. */
  readonly hasOther: boolean
  readonly now: Temporal.Instant
  readonly until: Temporal.Instant
}

export type AfterTry =
  | { readonly kind: 'sent' }
  | {
      readonly kind: 'again'
      readonly at: Temporal.Instant
      readonly ways: readonly Channel[]
      readonly tries: number
    }
  | { readonly kind: 'failed'; readonly why: MessageWhy }

/** On one channel, before the next is taken. */
const TRIES_MAX = 5
const WAITS_s = [15, 60, 240, 900]
/** Somebody looks at a phone and waits. */
const WAITS_FOR_CODE_s = [2, 4, 8, 15]

/** What becomes of a message after a try. Tries are bounded by number and by the message's own end. */
export function afterTry(tried: Tried): AfterTry {
  const { outcome, kind } = tried
  switch (outcome.kind) {
    case 'taken':
      return { kind: 'sent' }
    case 'refused':
      return nextWay(tried, outcome.why)
    case 'unknown':
      // It may have arrived, and nobody should be advertised to twice.
      if (kind === 'promotional') return { kind: 'failed', why: 'no-answer' }
      return sameWay(tried, 'no-answer')
    case 'trouble':
      return sameWay(tried, 'gateway-trouble')
    default:
      return unreachable(outcome)
  }
}

function sameWay(tried: Tried, why: MessageWhy): AfterTry {
  const { tries, hasOther, now, until, ways, kind } = tried
  if (tries >= TRIES_MAX) return nextWay(tried, why)
  const waits = kind === 'code' ? WAITS_FOR_CODE_s : WAITS_s
  const wait_s = hasOther ? 0 : (waits[tries - 1] ?? 900)
  const at = now.add({ seconds: wait_s })
  if (Temporal.Instant.compare(at, until) >= 0) return nextWay(tried, why)
  return { kind: 'again', at, ways, tries }
}

function nextWay({ ways, now, until }: Tried, why: MessageWhy): AfterTry {
  const left = ways.slice(1)
  return left.length === 0 || Temporal.Instant.compare(now, until) >= 0
    ? { kind: 'failed', why }
    : { kind: 'again', at: now, ways: left, tries: 0 }
}

const REST_s = [20, 60, 180, 600]

/** How long a gateway is left alone after so many failures in a row, so that one that hangs delays few. */
export function restAfter(failures: number, now: Temporal.Instant): Temporal.Instant {
  return now.add({ seconds: REST_s[Math.min(failures, REST_s.length) - 1] ?? 20 })
}

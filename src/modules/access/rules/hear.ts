import type { Account } from './account.ts'

/** One Accounting-Request with all that is kept of it. */
export type Heard = Account & {
  readonly nasId: string
  /** What tells this session from others: see `sessionKey`. */
  readonly key: string
  readonly serviceId: string | null
  /** What the NAS was told at the beginning, which travels in Class: see `rules/told.ts`. */
  readonly told: string | null
  readonly nasSession: string
  readonly userName: string
  readonly station: string | null
  readonly calledStation: string | null
  readonly nasPort: string | null
  readonly ipv4: string | null
  readonly ipv6Prefix: string | null
  readonly delegatedPrefix: string | null
  readonly interim_s: number | null
  readonly receivedAt_ms: number
}

/** All sessions of this NAS are over: it has just started, or is about to stop (RFC 2866 §5.1, 7 and 8). */
export type NasRestart = {
  readonly kind: 'on' | 'off'
  readonly nasId: string
  readonly at_ms: number
}

/** What NASes account for, in the order in which it came. */
export type Entry = Heard | NasRestart

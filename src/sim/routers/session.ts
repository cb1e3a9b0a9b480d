import type { Rate } from '#kernel/rate.ts'
import { parseRate } from '#kernel/rate.ts'
import { Attr } from '#radius/numbers.ts'
import type { Packet } from '#radius/packet.ts'

export type Kind = 'pppoe' | 'hotspot' | 'dhcp'

/** A stay online, as the router keeps it. */
export type SimSession = {
  /** Eight hexadecimal digits: what RouterOS numbers sessions with. */
  readonly number: string
  readonly kind: Kind
  readonly userName: string
  readonly station: string
  readonly startedAt_ms: number
  readonly class: Buffer | undefined
  /** Delegated-IPv6-Prefix, as it came. */
  readonly prefix: Buffer | undefined
  readonly interim_s: number | null
  ipv4: string
  delegatedPrefix: string | null
  /** Of the queue that shapes it; null: none. */
  rate: Rate | null
  addressList: string | null
  /** Counted from the beginning of the session; null: for ever. */
  ends_s: number | null
  limits: Limits
  up: bigint
  down: bigint
  reportedAt_ms: number
}

/** Octets after which the router itself ends a session. */
type Limits = {
  readonly up: bigint | null
  readonly down: bigint | null
  readonly total: bigint | null
}

const MIKROTIK = 14_988
/** Recv-Limit, Xmit-Limit, Total-Limit, each with its gigawords; the router receives what the subscriber sends. */
const LIMITS = { up: [1, 14], down: [2, 15], total: [17, 18] } as const
const RATE_LIMIT = 8
const ADDRESS_LIST = 19

/** What an Access-Accept or a CoA says about a session; what it does not say stays as it is. */
export function saidBy(
  packet: Packet,
): Partial<Pick<SimSession, 'rate' | 'addressList' | 'ends_s' | 'limits'>> {
  const rate = rateOf(packet.vendorText(MIKROTIK, RATE_LIMIT))
  const list = packet.vendorText(MIKROTIK, ADDRESS_LIST)
  const ends_s = packet.number(Attr.SessionTimeout)
  const limits = {
    up: limitOf(packet, LIMITS.up),
    down: limitOf(packet, LIMITS.down),
    total: limitOf(packet, LIMITS.total),
  }
  const hasLimit = Object.values(limits).some((limit) => limit !== null)
  return {
    ...(rate && { rate }),
    ...(list !== undefined && { addressList: list }),
    ...(ends_s !== undefined && { ends_s }),
    ...(hasLimit && { limits }),
  }
}

function limitOf(packet: Packet, [low, high]: readonly [number, number]): bigint | null {
  const octets = packet.vendorNumber(MIKROTIK, low)
  if (octets === undefined) return null
  return (BigInt(packet.vendorNumber(MIKROTIK, high) ?? 0) << 32n) + BigInt(octets)
}

/** `5M/20M …`: what the router receives comes first, which is upload. */
function rateOf(text: string | undefined): Rate | undefined {
  const read = parseRate(text?.split(' ')[0] ?? '')
  return read && { down_bps: read.up_bps, up_bps: read.down_bps }
}

/** Why the router itself ends a session now, in the numbers of RFC 2866 §5.10; null: it does not. */
export function endsItself(
  { limits, ends_s, up, down, startedAt_ms }: SimSession,
  now_ms: number,
): 'Session-Timeout' | null {
  const isOver = (limit: bigint | null, octets: bigint) => limit !== null && octets >= limit
  const isSpent =
    isOver(limits.up, up) || isOver(limits.down, down) || isOver(limits.total, up + down)
  const isLate = ends_s !== null && now_ms - startedAt_ms >= ends_s * 1_000
  return isSpent || isLate ? 'Session-Timeout' : null
}

export const CAUSES = {
  'User-Request': 1,
  'Lost-Carrier': 2,
  'Session-Timeout': 5,
  'Admin-Reset': 6,
  'NAS-Reboot': 11,
} as const
export type Cause = keyof typeof CAUSES

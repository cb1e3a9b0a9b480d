import type { Rate } from '#kernel/rate.ts'
import type { Allowance } from '../contract.ts'
import { mikrotikRateLimit } from './mikrotik-rate-limit.ts'

export type FactValue = string | number | bigint | readonly string[] | undefined

/**
 * Everything that a line of a vendor profile may name, with its unit in its name. Vendors differ in units by
 * factors of a thousand and in which direction comes first, so no line ever computes: it picks a fact.
 */
export const FACTS = {
  down_bps: (given) => given.rate?.down_bps,
  up_bps: (given) => given.rate?.up_bps,
  down_kbps: (given) => kbps(given.rate?.down_bps),
  up_kbps: (given) => kbps(given.rate?.up_bps),
  // What a policer may let through at once: 1.5 s of the rate, twice that at most (Cisco's recommendation for CAR).
  down_burst_bytes: (given) => burstBytes(given.rate?.down_bps, 1.5),
  up_burst_bytes: (given) => burstBytes(given.rate?.up_bps, 1.5),
  down_excess_bytes: (given) => burstBytes(given.rate?.down_bps, 3),
  up_excess_bytes: (given) => burstBytes(given.rate?.up_bps, 3),
  peak_down_bps: (given) => peak(given)?.down_bps,
  peak_up_bps: (given) => peak(given)?.up_bps,
  peak_down_kbps: (given) => kbps(peak(given)?.down_bps),
  peak_up_kbps: (given) => kbps(peak(given)?.up_bps),
  guaranteed_down_bps: (given) => given.guaranteed?.down_bps,
  guaranteed_up_bps: (given) => given.guaranteed?.up_bps,
  guaranteed_down_kbps: (given) => kbps(given.guaranteed?.down_bps),
  guaranteed_up_kbps: (given) => kbps(given.guaranteed?.up_bps),
  mikrotik_rate_limit: mikrotikRateLimit,
  priority: (given) => given.priority,

  session_s: (given) => given.session_s,
  idle_s: (given) => given.idle_s,
  interim_s: (given) => given.interim_s,

  // Volumes are 64 bits in two attributes: the low 32 bits, and how often those ran over (RFC 2869 §5.1).
  quota_down_low: (given) => low(given.quota?.down),
  quota_down_high: (given) => high(given.quota?.down),
  quota_up_low: (given) => low(given.quota?.up),
  quota_up_high: (given) => high(given.quota?.up),
  quota_total_low: (given) => low(given.quota?.total),
  quota_total_high: (given) => high(given.quota?.total),
  // Whole volumes, for makes without an upper half: an `integer` stops at 4.29 GB, and the next session goes on.
  quota_down_bytes: (given) => given.quota?.down,
  quota_up_bytes: (given) => given.quota?.up,
  quota_total_bytes: (given) => given.quota?.total,

  ipv4: (given) => given.ipv4,
  ipv4_netmask: (given) => given.ipv4Netmask,
  ipv6_address: (given) => given.ipv6Address,
  ipv6_prefix: (given) => given.ipv6Prefix,
  delegated_prefix: (given) => given.delegatedPrefix,
  pool: (given) => given.pool,
  ipv6_pool: (given) => given.ipv6Pool,
  delegated_pool: (given) => given.delegatedPool,
  route: (given) => given.routes,
  ipv6_route: (given) => given.ipv6Routes,
  dns4_1: (given) => given.dns?.filter(isV4)[0],
  dns4_2: (given) => given.dns?.filter(isV4)[1],
  dns6_1: (given) => given.dns?.filter(isV6)[0],
  dns6_2: (given) => given.dns?.filter(isV6)[1],
  dns6: (given) => given.dns?.filter(isV6),
  vlan: (given) => given.vlan,

  address_list: (given) => given.addressList,
  filter: (given) => given.filter,
  router_profile: (given) => given.routerProfile,
  redirect_url: (given) => given.redirectUrl,
  class: (given) => given.class,
} satisfies Record<string, (given: Allowance) => FactValue>

export type FactName = keyof typeof FACTS

export function isFact(name: string): name is FactName {
  return Object.hasOwn(FACTS, name)
}

/** Rounded up: nobody gets less than they bought because a router counts in thousands. */
function kbps(bps: number | undefined): number | undefined {
  return bps === undefined ? undefined : Math.ceil(bps / 1000)
}

function burstBytes(bps: number | undefined, seconds: number): number | undefined {
  return bps === undefined ? undefined : Math.ceil((bps / 8) * seconds)
}

function peak(given: Allowance): Rate | undefined {
  return given.burst?.rate ?? given.rate
}

const WORD = 1n << 32n

function low(volume: bigint | undefined): number | undefined {
  return volume === undefined ? undefined : Number(volume % WORD)
}

/** Always said when the volume is, also as 0: a router keeps the upper half of an earlier, larger quota otherwise. */
function high(volume: bigint | undefined): number | undefined {
  return volume === undefined ? undefined : Number(volume / WORD)
}

const isV6 = (address: string) => address.includes(':')
const isV4 = (address: string) => !isV6(address)

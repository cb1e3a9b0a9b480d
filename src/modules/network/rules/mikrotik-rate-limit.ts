import type { Rate } from '#kernel/rate.ts'
import type { Allowance } from '../contract.ts'

/**
 * Mikrotik-Rate-Limit:
 *
 *     rx/tx rx-burst/tx-burst rx-threshold/tx-threshold rx-time/tx-time priority rx-min/tx-min
 *
 * RX is what the router receives: the subscriber's upload comes first, against every habit of saying "20/10".
 * The parts are told apart by their place alone, so an earlier one cannot be left out: without a burst its places
 * hold zeros, which RouterOS reads as no burst.
 *
 * MikroTik: https://help.mikrotik.com/docs/spaces/ROS/pages/8978481/RADIUS
 */
export function mikrotikRateLimit({
  rate,
  burst,
  priority,
  guaranteed,
}: Allowance): string | undefined {
  if (!rate) return undefined
  const parts = [uploadFirst(rate)]
  const isMore = priority !== undefined || guaranteed !== undefined
  if (burst) {
    parts.push(
      uploadFirst(burst.rate),
      uploadFirst(burst.threshold ?? rate),
      `${burst.up_s}/${burst.down_s}`,
    )
  } else if (isMore) parts.push('0/0', '0/0', '0/0')
  if (isMore) parts.push(String(priority ?? LOWEST))
  if (guaranteed) {
    parts.push(
      uploadFirst({
        // RouterOS refuses a guaranteed rate above the rate itself, and with it the whole session.
        up_bps: Math.min(guaranteed.up_bps, rate.up_bps),
        down_bps: Math.min(guaranteed.down_bps, rate.down_bps),
      }),
    )
  }
  return parts.join(' ')
}

/** What RouterOS takes a queue to have when nothing is said. */
const LOWEST = 8

function uploadFirst({ up_bps, down_bps }: Rate): string {
  return `${spell(up_bps)}/${spell(down_bps)}`
}

/** Whole numbers only: no version of RouterOS documents a decimal point. */
function spell(bps: number): string {
  if (bps % 1_000_000 === 0) return `${bps / 1_000_000}M`
  if (bps % 1_000 === 0) return `${bps / 1_000}k`
  return String(bps)
}

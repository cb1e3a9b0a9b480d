import type { Rate } from '#kernel/rate.ts'

/** What the ISP has chosen, for all services. */
export type Policy = {
  /** In which the hours of plans are meant. */
  readonly zone: string
  readonly slow: { readonly overdue: Rate; readonly walledGarden: Rate }
  readonly unpaid: 'walled-garden' | 'reject'
  readonly gardenList: string
  readonly gardenUrl: string | null
  readonly whenFull: 'refuse' | 'end-oldest'
  /** Services may be used at their own site only. */
  readonly ownSiteOnly: boolean
  readonly interim_s: number
  /** How long a session lasts at most on a router that cannot be told of changes. */
  readonly untold_s: number
  /** How long known subscribers still get on when the picture cannot be kept true. */
  readonly outage_s: number
  /** How much accounting a process keeps on disk meanwhile; 0: none. */
  readonly spool_bytes: number
}

/**
 * What becomes of those whom only a payment keeps out. Behind a hotspot the garden is the captive page, and a router shows it to whom it does not
 * let in: somebody let in to pay would never see it.
 */
export function unpaidAt({ unpaid }: Pick<Policy, 'unpaid'>, access: string): Policy['unpaid'] {
  return access === 'hotspot' ? 'reject' : unpaid
}

/** Nothing is answered before the real one is read. */
export const UNTIL_READ: Policy = {
  ...{ zone: 'Africa/Nairobi', unpaid: 'reject', gardenList: '', gardenUrl: null },
  slow: { overdue: { down_bps: 1, up_bps: 1 }, walledGarden: { down_bps: 1, up_bps: 1 } },
  ...{ whenFull: 'refuse', ownSiteOnly: false, interim_s: 300, outage_s: 0, untold_s: 86_400 },
  spool_bytes: 0,
}

import type { Allowance } from '#modules/network/contract.ts'
import type { PoolInPicture } from '#modules/network/index.ts'

/** What of a session a pool gives, by what it is made of. */
export const GIVES = {
  ipv4: { address: 'ipv4', pool: 'pool' },
  'ipv6-framed': { address: 'ipv6Prefix', pool: 'ipv6Pool' },
  'ipv6-delegated': { address: 'delegatedPrefix', pool: 'delegatedPool' },
} as const satisfies Record<
  PoolInPicture['kind'],
  { address: keyof Allowance; pool: keyof Allowance }
>

/** The pools that serve such a session, the nearest first: of its router, of its site, of everybody. */
export function poolsFor(
  pools: readonly PoolInPicture[],
  session: { readonly nasId: string; readonly siteId: string; readonly access: string },
): PoolInPicture[] {
  return pools.filter(
    ({ nasId, siteId, accesses }) =>
      (nasId === null || nasId === session.nasId) &&
      (siteId === null || siteId === session.siteId) &&
      (accesses.length === 0 || accesses.includes(session.access)),
  )
}

import type { Tx } from '#platform/tx.ts'
import { growPools, takeAddresses, type Lease, type LeaseAsk } from '../store/addresses.ts'
import { againIfRaced } from '../store/savepoint.ts'

/**
 * Gives each ask an address, or nothing where its pool is exhausted, is archived or leaves the choice to the router.
 * Asking again gives the same address and moves its end, so a lost answer costs nothing. Any number of asks is one
 * statement; a second one only where a pool has to make rows for addresses that it never needed before.
 */
export async function allocateLeases(tx: Tx, asks: readonly LeaseAsk[]): Promise<Lease[]> {
  if (asks.length === 0) return []
  const take = (wanted: readonly LeaseAsk[]) => againIfRaced(tx, () => takeAddresses(tx, wanted))
  const given = await take(asks)
  const unmet = asks.filter((_, place) => given[place] === undefined)
  if (unmet.length === 0) return given
  const grown = await growPools(tx, wantedOf(unmet))
  if (grown === 0) return given
  const late = (await take(unmet)).values()
  return given.map((lease) => lease ?? late.next().value)
}

/** In the order of the pools, so that two who grow the same ones wait in one line. */
function wantedOf(asks: readonly LeaseAsk[]) {
  const byPool = Map.groupBy(asks, (ask) => ask.poolId)
  return [...byPool]
    .map(([poolId, { length }]) => ({ poolId, parts: length }))
    .toSorted((a, b) => (a.poolId < b.poolId ? -1 : 1))
}

import type { Tx } from '#platform/tx.ts'
import {
  growPools,
  holdFree,
  seesFree,
  takeAddresses,
  type Lease,
  type LeaseAsk,
} from '../store/addresses.ts'
import { againIfRaced, backToMark, setMark } from '../store/savepoint.ts'

/**
 * Gives each ask an address, or nothing where its pool is exhausted, is archived or leaves the choice to the router.
 * Asking again gives the same address and moves its end, so a lost answer costs nothing. Any number of asks is one
 * statement; more only where a pool has to make rows for addresses that it never needed before, or seems exhausted.
 */
export async function allocateLeases(tx: Tx, asks: readonly LeaseAsk[]): Promise<Lease[]> {
  await setMark(tx)
  const given: Lease[] = asks.map(() => undefined)
  const unmet = wantedOf(await take(tx, asks, given))
  if (unmet.length === 0) return given
  if (await seesFree(tx, unmet)) {
    // All that is left is in the hands of others who have not committed: perhaps for the same holders, perhaps to give it up. What
    // we took is let go of before we wait for them, so that no two wait for each other.
    await backToMark(tx)
    await holdFree(tx, unmet)
    given.fill(undefined)
  }
  await take(tx, asks, given)
  return given
}

/** Adds to what is given; gives the asks that nothing is left for. */
async function take(tx: Tx, asks: readonly LeaseAsk[], given: Lease[]): Promise<LeaseAsk[]> {
  const takeSome = async () => {
    const places = given.flatMap((lease, place) => (lease ? [] : [place]))
    const wanted = places.flatMap((place) => asks[place] ?? [])
    if (wanted.length === 0) return wanted
    const taken = await againIfRaced(tx, () => takeAddresses(tx, wanted))
    for (const [turn, place] of places.entries()) given[place] = taken[turn]
    return wanted.filter((_, turn) => taken[turn] === undefined)
  }
  let unmet = await takeSome()
  // Free rows may all be in the hands of batches that are not committed yet, so the second time makes more in any case.
  for (const grow of ['if-short', 'anyway'] as const) {
    if (unmet.length === 0) break
    await growPools(tx, wantedOf(unmet), grow)
    unmet = await takeSome()
  }
  return unmet
}

/** In the order of the pools, so that two who grow the same ones wait in one line. */
function wantedOf(asks: readonly LeaseAsk[]) {
  const byPool = Map.groupBy(asks, (ask) => ask.poolId)
  return [...byPool]
    .map(([poolId, { length }]) => ({ poolId, parts: length }))
    .toSorted((a, b) => (a.poolId < b.poolId ? -1 : 1))
}

import type { Tx } from '#platform/tx.ts'
import { lockLastingOwners } from '../queries/holdings.ts'
import { lastOwner } from '../refusals.ts'

/** Refuses when the ISP would have nobody left who holds everything, for good and everywhere. */
export async function keepAnOwner(tx: Tx, about: { without: string }): Promise<void> {
  const owners = await lockLastingOwners(tx)
  if (owners.includes(about.without) && owners.length === 1) throw lastOwner()
}

import { recordAddressUses } from '#modules/network/index.ts'
import type { Tx } from '#platform/tx.ts'
import { usesOf } from '../rules/address-uses.ts'
import { bury } from '../store/gone.ts'

const LIMIT = 2_000
/** Late records still find their session where it was. */
const KEPT_h = 24

/**
 * Moves sessions that ended a day ago out of the way of those that live, some at a time, and leaves their addresses to `network`; gives how
 * many.
 */
export async function buryPast(tx: Tx): Promise<number> {
  const gone = await bury(tx, tx.now.subtract({ hours: KEPT_h }), LIMIT)
  await recordAddressUses(tx, gone.flatMap(usesOf))
  return gone.length
}

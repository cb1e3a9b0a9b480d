import type { Tx } from '#platform/tx.ts'
import { bury } from '../store.ts'

const LIMIT = 2_000
/** Late records still find their session where it was. */
const KEPT_h = 24

/** Moves sessions that ended a day ago out of the way of those that live, some at a time; gives how many. */
export function buryPast(tx: Tx): Promise<number> {
  return bury(tx, tx.now.subtract({ hours: KEPT_h }), LIMIT)
}

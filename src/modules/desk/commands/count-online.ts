import type { Tx } from '#platform/tx.ts'
import { KEPT_days, markOf } from '../rules/marks.ts'
import { deleteOnlineBefore, insertOnline } from '../store.ts'

/** Keeps how many are online now, and forgets what no screen shows any more. */
export async function countOnline(tx: Tx): Promise<void> {
  await insertOnline(tx, markOf(tx.now))
  await deleteOnlineBefore(tx, tx.now.subtract({ hours: KEPT_days * 24 }))
}

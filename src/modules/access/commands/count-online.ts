import type { Tx } from '#platform/tx.ts'
import { KEPT_days, countedAt } from '../rules/online-marks.ts'
import { deleteOnlineBefore, insertOnline } from '../store/online.ts'

/** Keeps how many are online now, and forgets what no screen shows any more. */
export async function countOnline(tx: Tx): Promise<void> {
  await insertOnline(tx, countedAt(tx.now))
  await deleteOnlineBefore(tx, tx.now.subtract({ hours: KEPT_days * 24 }))
}

import type { Tx } from '#platform/tx.ts'
import { addSums, holdSums } from '../store/sums.ts'

/**
 * Adds the next journals to the sums that reports are made of. Only journals that can gain no neighbour any more, so each is
 * counted once. Answers how many numbers it passed, and how many are left.
 */
export async function sumUp(
  tx: Tx,
  { limit }: { limit: number },
): Promise<{ done: number; left: number }> {
  const batch = await holdSums(tx, limit)
  await addSums(tx, batch)
  return {
    done: Number(batch.upto - batch.after),
    left: batch.upto < batch.settled ? 1 : 0,
  }
}

import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { BY_HAND } from '../contract.ts'
import { journalNotFound, notByHand } from '../refusals.ts'
import { findToReverse } from '../store.ts'
import { reverse } from './reverse.ts'

/**
 * Undoes a journal that was booked by hand. What payments or billing booked is undone there, or their own
 * records would say something else than the ledger.
 */
export async function reverseByHand(
  tx: Tx,
  { journalId, reason }: { journalId: string; reason: string },
): Promise<string> {
  const original = await findToReverse(tx, journalId)
  if (!original) throw journalNotFound()
  if (original.kind !== BY_HAND) throw notByHand({ number: String(original.number) })
  const undone = await reverse(tx, {
    journalId,
    key: `${BY_HAND}-undone:${journalId}`,
    memo: reason,
  })
  audit(tx, {
    objects: [journalId, undone.id].map((id) => ({ table: 'ledger.journal', id })),
    reason,
  })
  return undone.id
}

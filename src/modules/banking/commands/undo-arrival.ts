import { must } from '#kernel/assert.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { findJournal, reverse } from '#modules/ledger/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { undoArrival as endpoint } from '../contract.ts'
import { notATransfer } from '../refusals.ts'
import { endArrival, lockHeld } from '../store.ts'

/** Takes back that a line is a transfer of ours; both wait again, for somebody who says what they are. */
export async function undoArrival(
  tx: Tx,
  { lineId }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  await lockHeld(tx)
  const arrivalId = await endArrival(tx, lineId)
  if (arrivalId === undefined) throw notATransfer()
  const journal = await findJournal(tx, `banking.arrival:${arrivalId}`)
  await reverse(tx, {
    journalId: must(journal, 'an arrival is booked').id,
    ...{ key: `banking.arrival-undone:${arrivalId}`, whenClosed: 'book-now' },
  })
  audit(tx, { objects: [{ table: 'banking.line', id: lineId }] })
}

import { must } from '#kernel/assert.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { findJournal, reverse } from '#modules/ledger/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { undoArrival as endpoint } from '../contract.ts'
import { notATransfer } from '../refusals.ts'
import { arrivalsUndone, keptLine } from '../queries/held.ts'
import { endArrival, lockHeld, lowerMark, setPayment } from '../store.ts'
import { receiveAgain } from './receive-again.ts'

/**
 * Takes back that a line is a transfer of ours; both wait again, for somebody who says what they are. A line that had been a payment in
 * suspense is one again.
 */
export async function undoArrival(
  tx: Tx,
  { lineId }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  await lockHeld(tx)
  const ended = await endArrival(tx, lineId)
  if (!ended) throw notATransfer()
  const { id: arrivalId, journal: transfer } = ended
  await lowerMark(tx, transfer)
  const journal = await findJournal(tx, `banking.arrival:${arrivalId}`)
  await reverse(tx, {
    journalId: must(journal, 'an arrival is booked').id,
    ...{ key: `banking.arrival-undone:${arrivalId}`, whenClosed: 'book-now' },
  })
  const line = await keptLine(tx, lineId)
  if (line.payment_state === 'reversed') {
    const { paymentId } = await receiveAgain(tx, line, await arrivalsUndone(tx, lineId))
    await setPayment(tx, lineId, paymentId)
  }
  audit(tx, { objects: [{ table: 'banking.line', id: lineId }] })
}

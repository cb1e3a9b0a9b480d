import { must } from '#kernel/assert.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { reversePayment } from '#modules/payments/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { settleLine as endpoint } from '../contract.ts'
import { bookingOf } from '../queries/bookings.ts'
import { keptLine, type KeptLine } from '../queries/held.ts'
import { openTransfer } from '../queries/transfers.ts'
import { lineIsBooked, lineIsSettled, notSuchATransfer, paymentHasOwner } from '../refusals.ts'
import { lockHeld, setPayment } from '../store.ts'
import { markArrived } from './mark-arrived.ts'
import { receiveLines } from './receive-lines.ts'

/** Somebody has looked what a line is: a transfer of ours, also where it had become a payment in suspense, or a payment after all. */
export async function settleLine(
  tx: Tx,
  { lineId, transferId }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  await lockHeld(tx)
  const line = await keptLine(tx, lineId)
  if (line.arrival_id !== null) throw lineIsSettled()
  if (transferId === null) await isAPayment(tx, line)
  else await isTransfer(tx, line, transferId)
  audit(tx, { objects: [{ table: 'banking.line', id: lineId }] })
}

async function isAPayment(tx: Tx, line: KeptLine) {
  if (line.cents < 0n || line.payment_id !== null) throw lineIsSettled()
  const [received] = await receiveLines(tx, [line])
  await setPayment(tx, line.id, must(received, 'one line was given').paymentId)
}

async function isTransfer(tx: Tx, line: KeptLine, transferId: string) {
  const found = await openTransfer(tx, transferId)
  if (!found || found.cents !== line.cents)
    throw notSuchATransfer({}, [{ path: 'transferId', message: 'Choose another one.' }])
  if (await bookingOf(tx, line.id)) throw lineIsBooked()
  if (line.payment_id !== null && line.payment_state !== 'reversed') {
    if (line.payment_state !== 'suspense') throw paymentHasOwner()
    await reversePayment(tx, {
      ...{ paymentId: line.payment_id, because: 'mistake' },
      reason: 'Money of ours, on its way to the bank',
    })
  }
  if (!(await markArrived(tx, line, { journal: found.number, by: 'staff' }))) throw lineIsSettled()
}

import { must } from '#kernel/assert.ts'
import { reversePayment } from '#modules/payments/index.ts'
import type { Tx } from '#platform/tx.ts'
import { heldLines, strayLines } from '../queries/held.ts'
import { openTransfer, openTransfers, ourNumbers } from '../queries/transfers.ts'
import { pairLines, type Transfer } from '../rules/own-transfer.ts'
import { lockHeld, raiseMark, setPayment } from '../store.ts'
import { markArrived } from './mark-arrived.ts'
import { receiveLines } from './receive-lines.ts'

/**
 * Finds transfers of ours among the lines that may be them. Whichever of the two came first waits for the other; a line that turns out to be none
 * becomes the payment that it is. Rounds come one after another.
 */
export async function matchTransfers(tx: Tx): Promise<{ arrived: number; paid: number }> {
  await lockHeld(tx)
  const transfers = await openTransfers(tx)
  const strays = await strayArrivals(tx, transfers)
  const held = await heldLines(tx)
  const own = await ourNumbers(tx, null)
  const numbers = held.flatMap(({ number }) => number ?? [])
  const open = transfers.filter(({ id }) => !strays.has(id))
  const verdicts = pairLines(held, open, [...own, ...numbers])
  let arrived = strays.size
  for (const [line, verdict] of verdicts)
    if (verdict.kind === 'transfer') {
      const found = must(await openTransfer(tx, verdict.of), 'it was on its way a moment ago')
      if (await markArrived(tx, line, { journal: found.number, by: verdict.by })) arrived++
    }
  const paid = held.filter((line) => verdicts.get(line)?.kind === 'no')
  const received = await receiveLines(tx, paid)
  for (const [place, { id }] of paid.entries())
    await setPayment(tx, id, must(received[place], 'each line was received').paymentId)
  await raiseMark(tx)
  return { arrived, paid: paid.length }
}

/** The bank told of it with M-Pesa's receipt before we knew of the transfer: what looked like a payment in suspense is undone. Answers which arrived. */
async function strayArrivals(tx: Tx, transfers: readonly Transfer[]): Promise<Set<string>> {
  const booked = transfers.filter(({ receipt, isBooked }) => receipt !== null && isBooked)
  const arrived = new Set<string>()
  for (const line of await strayLines(
    tx,
    booked.flatMap(({ receipt }) => receipt ?? []),
  )) {
    const its = booked.find(
      ({ receipt, cents }) => `mpesa ${receipt}` === line.paid_by && cents === line.cents,
    )
    const found = its && (await openTransfer(tx, its.id))
    if (!found || line.payment_id === null) continue
    await reversePayment(tx, {
      ...{ paymentId: line.payment_id, because: 'mistake' },
      reason: 'Money of ours, on its way to the bank',
    })
    if (await markArrived(tx, line, { journal: found.number, by: 'receipt' })) arrived.add(found.id)
  }
  return arrived
}

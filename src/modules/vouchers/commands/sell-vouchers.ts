import { assert } from '#kernel/assert.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { post } from '#modules/ledger/index.ts'
import { drawerFor } from '#modules/tills/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { sellVouchers as endpoint } from '../contract.ts'
import { vouchersSold } from '../events.ts'
import { batchCode, batchFacts, saleById } from '../queries/batches.ts'
import { idReused, nothingToSell, paidTooMuch, rangeWrong, refuseUnmade } from '../refusals.ts'
import { saleJournal } from '../rules/books.ts'
import { countBatch, insertSale, lockRange, setRange } from '../store.ts'

/**
 * Hands codes to somebody: from now on they count, and what they are worth is owed to whoever redeems them. Before that a stolen sheet
 * is worth nothing. What is paid may be less: the rest is the seller's share. Of the range, those are sold that wait to be.
 */
export async function sellVouchers(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { id, batchId, fromSerial: from, toSerial: to, how, paid } = input
  assert(tx.actor.kind === 'staff', 'only staff sell vouchers')
  if (from > to)
    throw rangeWrong({ from, to }, [{ path: 'toSerial', message: 'Not before the first.' }])
  const batch = await batchFacts(tx, batchId)
  refuseUnmade(batch)
  const there = await saleById(tx, id)
  if (there) {
    if (there.batch_id === batchId && there.from_serial === from && there.to_serial === to) return
    throw idReused()
  }
  const drawerOf = how === 'cash' ? await drawerFor(tx) : tx.actor.id
  const range = { batchId, from, to }
  const vouchers = (await lockRange(tx, range, ['printed'])).length
  if (vouchers === 0) throw nothingToSell()
  const worth = batch.face_cents * BigInt(vouchers)
  const isTooMuch = paid.cents < 0n || paid.cents > worth || (how === 'given' && paid.cents > 0n)
  if (isTooMuch)
    throw paidTooMuch({ worth: String(worth) }, [
      { path: 'paid', message: 'No more than they are worth.' },
    ])
  await insertSale(tx, {
    ...{ id, batch_id: batchId, from_serial: from, to_serial: to, vouchers, how },
    ...{ buyer: input.buyer, paid_cents: paid.cents, reference: input.reference },
  })
  await setRange(tx, range, ['printed'], { state: 'sold', saleId: id })
  if (worth > 0n)
    await post(
      tx,
      saleJournal({
        ...{ id, batchId, how, worth, paid: paid.cents, drawerOf },
        memo: `${batchCode(batch.number)} ${from}–${to}`,
      }),
    )
  await countBatch(tx, batchId, { sold: vouchers })
  audit(tx, { objects: [{ table: 'vouchers.sale', id }] })
  tx.emit(vouchersSold, { batchId, saleId: id, vouchers })
}

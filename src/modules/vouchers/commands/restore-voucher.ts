import { newId } from '#kernel/id.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { todayOf } from '#modules/catalog/index.ts'
import { post } from '#modules/ledger/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { restoreVoucher as endpoint } from '../contract.ts'
import { voucherRestored } from '../events.ts'
import { batchCode, batchFacts } from '../queries/batches.ts'
import { lastDayOver, notVoid, wasRefunded } from '../refusals.ts'
import { restoreJournal } from '../rules/books.ts'
import { restoreRefused } from '../rules/restoring.ts'
import { countBatch, lockVoucher, markRestored } from '../store.ts'

const REFUSALS = { 'not-void': notVoid, refunded: wasRefunded, 'last-day-over': lastDayOver }

/**
 * Undoes that a voucher was made void: found again, or the wrong serial typed. One that was sold counts again, and what it is worth is
 * owed again; one that was not waits to be sold. Where its money was given back it stays void.
 */
export async function restoreVoucher(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const voucher = await lockVoucher(tx, input.voucherId)
  const batch = await batchFacts(tx, voucher.batch_id)
  const today = Temporal.PlainDate.from(await todayOf(tx))
  const isLastDayOver = Temporal.PlainDate.compare(today, batch.last_day) > 0
  const refused = restoreRefused({ ...voucher, isLastDayOver })
  if (refused !== null) throw REFUSALS[refused]()
  const wasSold = voucher.sale_id !== null
  await markRestored(tx, voucher.id, wasSold ? 'sold' : 'printed')
  const { face_cents: face, id: batchId } = batch
  if (wasSold && face > 0n)
    await post(
      tx,
      restoreJournal({
        ...{ key: `vouchers.restoration:${newId(tx.now)}`, voucherId: voucher.id, batchId, face },
        memo: `${batchCode(batch.number)}-${voucher.serial}`,
      }),
    )
  await countBatch(tx, batchId, { voided: -1, ...(wasSold && { sold: 1 }) })
  audit(tx, {
    objects: [{ table: 'vouchers.voucher', id: voucher.id }],
    reason: input.reason,
  })
  tx.emit(voucherRestored, { batchId, serial: voucher.serial })
}

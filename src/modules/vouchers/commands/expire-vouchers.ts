import { todayOf } from '#modules/catalog/index.ts'
import { post } from '#modules/ledger/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { batchCode, nextBatchOver } from '../queries/batches.ts'
import { writeOffJournal } from '../rules/books.ts'
import { countBatch, lockRange, setRange } from '../store.ts'

/** Ends the codes of one batch whose last day is over: what was owed for them is income. Answers whether there was one. */
export async function expireVouchers(tx: Tx): Promise<boolean> {
  const batch = await nextBatchOver(tx, Temporal.PlainDate.from(await todayOf(tx)))
  if (!batch) return false
  const range = { batchId: batch.id, from: 1, to: batch.wanted }
  const states = ['printed', 'sold']
  const over = await lockRange(tx, range, states)
  const sold = over.filter(({ state }) => state === 'sold').length
  await setRange(tx, range, states, { state: 'expired' })
  const worth = batch.face_cents * BigInt(sold)
  if (worth > 0n)
    await post(
      tx,
      writeOffJournal({
        ...{ kind: 'vouchers.expiry', key: `vouchers.expiry:${batch.id}`, batchId: batch.id },
        ...{ worth, memo: batchCode(batch.number) },
      }),
    )
  await countBatch(tx, batch.id, { sold: -sold, expired: over.length })
  audit(tx, { objects: [{ table: 'vouchers.batch', id: batch.id }] })
  return true
}

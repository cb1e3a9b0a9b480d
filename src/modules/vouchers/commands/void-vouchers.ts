import { assert } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { post } from '#modules/ledger/index.ts'
import { drawerFor } from '#modules/tills/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { voidVouchers as endpoint } from '../contract.ts'
import { vouchersVoided } from '../events.ts'
import { batchCode, batchFacts, salesById } from '../queries/batches.ts'
import { nothingToVoid, rangeWrong } from '../refusals.ts'
import { writeOffJournal } from '../rules/books.ts'
import { countBatch, lockRange, setRange } from '../store.ts'

/**
 * Makes codes worthless that nobody redeemed. Of those that were sold, what is owed becomes ours; `refunded` gives what was paid back out
 * of the drawer of whoever does it, and takes the seller's share with it.
 */
export async function voidVouchers(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { batchId, fromSerial: from, toSerial: to, why } = input
  assert(tx.actor.kind === 'staff', 'only staff make vouchers void')
  if (from > to)
    throw rangeWrong({ from, to }, [{ path: 'toSerial', message: 'Not before the first.' }])
  const batch = await batchFacts(tx, batchId)
  const drawerOf = why === 'refunded' ? await drawerFor(tx) : tx.actor.id
  const range = { batchId, from, to }
  const states = why === 'refunded' ? ['sold'] : ['printed', 'sold']
  const locked = await lockRange(tx, range, states)
  if (locked.length === 0) throw nothingToVoid()
  const sold = locked.filter(({ state }) => state === 'sold')
  await setRange(tx, range, states, { state: 'void', why })
  const worth = batch.face_cents * BigInt(sold.length)
  if (worth > 0n)
    await post(
      tx,
      writeOffJournal({
        ...{ kind: 'vouchers.void', key: `vouchers.void:${newId(tx.now)}`, batchId, worth },
        memo: `${batchCode(batch.number)} ${from}–${to} ${why}`,
        ...(why === 'refunded' && {
          back: { ...(await paidFor(tx, sold, worth)), drawerOf },
        }),
      }),
    )
  await countBatch(tx, batchId, { sold: -sold.length, voided: locked.length })
  audit(tx, { objects: [{ table: 'vouchers.batch', id: batchId }], reason: why })
  tx.emit(vouchersVoided, { batchId, vouchers: locked.length, why })
}

/** What came in for these, each by the price of its own sale, to the cent downwards; the rest is the seller's share. */
async function paidFor(
  tx: Tx,
  sold: readonly { sale_id: string | null }[],
  worth: bigint,
): Promise<{ paid: bigint; commission: bigint }> {
  const bySale = Map.groupBy(sold, ({ sale_id }) => sale_id ?? '')
  const sales = await salesById(tx, [...bySale.keys()])
  let paid = 0n
  for (const { id, vouchers, paid_cents } of sales)
    paid += (paid_cents * BigInt(bySale.get(id)?.length ?? 0)) / BigInt(vouchers)
  return { paid, commission: worth - paid }
}

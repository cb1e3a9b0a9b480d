import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { askSheet as endpoint } from '../contract.ts'
import { makeSheet } from '../jobs.ts'
import { batchFacts } from '../queries/batches.ts'
import { notPrintable, rangeWrong, refuseUnmade } from '../refusals.ts'
import { insertSheet } from '../store.ts'

/** Puts codes of a batch on paper, in the background, for as long as they may be printed. */
export async function askSheet(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { id, batchId, fromSerial: from, format } = input
  const batch = await batchFacts(tx, batchId)
  refuseUnmade(batch)
  if (Temporal.Instant.compare(batch.printable_until, tx.now) <= 0) throw notPrintable()
  const to = Math.min(input.toSerial, batch.wanted)
  if (from > to)
    throw rangeWrong({ from, to }, [{ path: 'toSerial', message: 'Not before the first.' }])
  const isNew = await insertSheet(tx, {
    ...{ id, batch_id: batchId, format, from_serial: from, to_serial: to, wanted: to - from + 1 },
  })
  if (!isNew) return
  audit(tx, { objects: [{ table: 'vouchers.sheet', id }] })
  tx.later(makeSheet, { sheetId: id }, { order: id })
}

import type { Tx } from '#platform/tx.ts'
import { stampOf } from '../queries/issued.ts'
import { stampDiffers } from '../refusals.ts'
import type { Stamp } from '../rules/issued-sheet.ts'
import { insertStamp } from '../store.ts'

/** Writes down what the tax authority's unit signed of a document, from where every print of it takes it. Once; the same again is nothing. */
export async function stampDocument(
  tx: Tx,
  { documentId, ...stamp }: Stamp & { documentId: string },
): Promise<void> {
  if (await insertStamp(tx, documentId, stamp)) return
  const there = await stampOf(tx, documentId)
  const words = (one: Stamp | undefined) =>
    one && [one.cuSerial, one.cuInvoiceNumber, one.internalData, one.receiptSignature].join(' ')
  if (words(there) !== words(stamp)) throw stampDiffers()
}

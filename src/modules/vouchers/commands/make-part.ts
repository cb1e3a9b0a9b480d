import { randomBytes } from 'node:crypto'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { batchMade } from '../events.ts'
import { makeCodes, type CodeKind } from '../rules/codes.ts'
import { CODE_COLUMN, countBatch, insertPrintable, insertVouchers, lockBatch } from '../store.ts'

/** As many as one unit makes: half a second of work, and what is sealed together. */
const PART = 5_000

/**
 * Makes the next codes of a batch: kept as what they hash to, and sealed for as long as they may be printed. Answers how many are
 * missing after it. Killed anywhere, the next one goes on where the last one committed.
 */
export async function makePart(tx: Tx, batchId: string): Promise<number> {
  const batch = await lockBatch(tx, batchId)
  const from = batch.made + 1
  const count = Math.min(PART, batch.wanted - batch.made)
  if (count === 0) return 0
  const codes = await newCodes(tx, batchId, { from, count, kind: batch.kind_of_code as CodeKind })
  await insertPrintable(tx, { batchId, from, to: from + count - 1, codes })
  await countBatch(tx, batchId, { made: count })
  audit(tx, { objects: [{ table: 'vouchers.batch', id: batchId }] })
  const missing = batch.wanted - batch.made - count
  if (missing === 0) tx.emit(batchMade, { batchId, vouchers: batch.wanted })
  return missing
}

/** A code that somebody has already is made anew: of twelve digits that happens once in some thousand batches. */
async function newCodes(
  tx: Tx,
  batchId: string,
  { from, count, kind }: { from: number; count: number; kind: CodeKind },
): Promise<string[]> {
  const codes: string[] = Array.from({ length: count })
  let missing = codes.map((_, place) => place)
  while (missing.length > 0) {
    const made = makeCodes(kind, missing.length, (bytes) => randomBytes(bytes))
    for (const [which, place] of missing.entries()) codes[place] = made[which] ?? ''
    const kept = await insertVouchers(
      tx,
      batchId,
      missing.map((place) => ({
        serial: from + place,
        blind: tx.vault.blind(CODE_COLUMN, codes[place] ?? ''),
      })),
    )
    missing = missing.filter((place) => !kept.has(from + place))
  }
  return codes
}

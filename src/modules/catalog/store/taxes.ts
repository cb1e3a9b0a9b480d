import type { CatalogTaxClass } from '#platform/database.ts'
import type { Tx } from '#platform/tx.ts'
import { made, nextVersion, stamp, type Change, type New } from './stamp.ts'

/** False when the tax has a rate from that day on already. */
export async function insertRate(
  tx: Tx,
  rate: { taxId: string; from: string; rate_bp: number | null; note: string },
): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('catalog.tax_rate')
    .values({
      ...{ tax_id: rate.taxId, from_on: Temporal.PlainDate.from(rate.from) },
      ...{ rate_bp: rate.rate_bp, note: rate.note, ...made(tx) },
    })
    .onConflict((taken) => taken.columns(['tax_id', 'from_on']).doNothing())
    .returning('tax_id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function deleteRate(tx: Tx, taxId: string, from: string): Promise<boolean> {
  const deleted = await tx.sql
    .deleteFrom('catalog.tax_rate')
    .where('tax_id', '=', taxId)
    .where('from_on', '=', Temporal.PlainDate.from(from))
    .returning('tax_id')
    .executeTakeFirst()
  return deleted !== undefined
}

export async function insertTaxClass(tx: Tx, row: New<CatalogTaxClass>): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('catalog.tax_class')
    .values({ ...row, ...stamp(tx), version: 1 })
    .onConflict((taken) => taken.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export function lockTaxClass(tx: Tx, id: string) {
  return tx.sql
    .selectFrom('catalog.tax_class')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateTaxClass(tx: Tx, id: string, change: Change<CatalogTaxClass>) {
  await tx.sql
    .updateTable('catalog.tax_class')
    .set({ ...change, ...stamp(tx), version: nextVersion })
    .where('id', '=', id)
    .execute()
}

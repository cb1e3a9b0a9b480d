import type { CatalogServiceType } from '#platform/database.ts'
import type { Tx } from '#platform/tx.ts'
import { nextVersion, stamp, type Change, type New } from './stamp.ts'

export async function insertServiceType(tx: Tx, row: New<CatalogServiceType>): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('catalog.service_type')
    .values({ ...row, ...stamp(tx), version: 1 })
    .onConflict((taken) => taken.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export function lockServiceType(tx: Tx, id: string) {
  return tx.sql
    .selectFrom('catalog.service_type')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateServiceType(tx: Tx, id: string, change: Change<CatalogServiceType>) {
  await tx.sql
    .updateTable('catalog.service_type')
    .set({ ...change, ...stamp(tx), version: nextVersion })
    .where('id', '=', id)
    .execute()
}

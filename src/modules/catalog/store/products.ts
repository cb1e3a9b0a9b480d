import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { CatalogProduct } from '#platform/database.ts'
import type { Tx } from '#platform/tx.ts'
import { productContent, type ProductContent } from '../contract.ts'
import { document, made, nextVersion, stamp, type Change, type New } from './stamp.ts'

export async function insertProduct(tx: Tx, row: New<CatalogProduct>): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('catalog.product')
    .values({ ...row, ...stamp(tx), version: 1 })
    .onConflict((taken) => taken.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export function lockProduct(tx: Tx, productId: string) {
  return tx.sql
    .selectFrom('catalog.product')
    .selectAll()
    .where('id', '=', productId)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateProduct(tx: Tx, productId: string, change: Change<CatalogProduct>) {
  await tx.sql
    .updateTable('catalog.product')
    .set({ ...change, ...stamp(tx), version: nextVersion })
    .where('id', '=', productId)
    .execute()
}

/** Adds the next version of a locked product, unless the latest says the same. */
export async function putProductVersion(tx: Tx, productId: string, content: ProductContent) {
  const text = document(productContent, content)
  const latest = await tx.sql
    .selectFrom('catalog.product_version')
    .select(['number', sql<boolean>`content = ${text}::jsonb`.as('same')])
    .where('product_id', '=', productId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (latest?.same) return
  await tx.sql
    .insertInto('catalog.product_version')
    .values({
      ...{ id: newId(tx.now), product_id: productId, number: (latest?.number ?? 0) + 1 },
      ...{ content: text, tax_class_id: content.taxClassId, ...made(tx) },
    })
    .execute()
}

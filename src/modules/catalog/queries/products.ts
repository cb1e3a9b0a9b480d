import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { among, listRows, matches } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import {
  product,
  type listProducts,
  type listProductVersions,
  type Product,
  type productVersion,
} from '../contract.ts'
import { productNotFound } from '../refusals.ts'
import { authorFrom, editedFrom } from './author.ts'

type OnWire = z.input<typeof product>
const content = z.custom<z.input<typeof productVersion>['content']>()

function products(read: Read) {
  return read.sql
    .selectFrom('catalog.product as product')
    .innerJoin('catalog.product_version as latest', (join) =>
      join
        .onRef('latest.product_id', '=', 'product.id')
        .on(
          'latest.number',
          '=',
          sql<number>`(select max(number) from catalog.product_version v where v.product_id = product.id)`,
        ),
    )
    .select(['product.id', 'product.code', 'product.kind', 'product.state', 'product.version'])
    .select(['product.changed_at', 'product.by_kind', 'product.by_id', 'latest.id as latest_id'])
    .select(['latest.number', 'latest.content', 'latest.made_at', 'latest.by_kind as made_kind'])
    .select('latest.by_id as made_id')
}
type Row = Awaited<ReturnType<ReturnType<typeof products>['execute']>>[number]

function onWire(row: Row): OnWire {
  return {
    id: row.id,
    code: row.code,
    kind: row.kind === 'add-on' ? 'add-on' : 'one-off',
    state: row.state === 'open' ? 'open' : 'archived',
    ...editedFrom(row),
    latest: {
      id: row.latest_id,
      number: row.number,
      content: content.parse(row.content),
      madeAt: row.made_at.toString(),
      madeBy: authorFrom({ by_kind: row.made_kind, by_id: row.made_id }),
    },
  }
}

export async function productsPage(
  read: Read,
  input: ParsedInputOf<typeof listProducts>,
): Promise<ReplyOf<typeof listProducts>> {
  const name = sql`lower(latest.content #>> '{name,en}')`
  return listRows(read, input, {
    name: 'catalog.list-products',
    query: products(read),
    id: sql.ref('product.id'),
    sorts: {
      name: { by: name, type: 'text' },
      code: { by: sql.ref('product.code'), type: 'text' },
      changedAt: { by: sql.ref('product.changed_at'), type: 'timestamptz' },
    },
    filters: [
      among(sql.ref('product.kind'), input.kind),
      input.state === 'all' ? undefined : sql`product.state = ${input.state}`,
    ],
    search: (q) => matches(q, sql.ref('product.code'), name),
    item: onWire,
  })
}

export async function productNow(read: Read, productId: string): Promise<OnWire> {
  const row = await products(read).where('product.id', '=', productId).executeTakeFirst()
  if (!row) throw productNotFound()
  return onWire(row)
}

/** Products with what they cost now, in the order of their ids; those that do not exist are missing. */
export async function productsById(read: Read, ids: readonly string[]): Promise<Product[]> {
  if (ids.length === 0) return []
  const rows = await products(read)
    .where('product.id', 'in', [...ids])
    .orderBy('product.id')
    .execute()
  return rows.map((row) => product.parse(onWire(row)))
}

export async function productVersions(
  read: Read,
  productId: string,
): Promise<ReplyOf<typeof listProductVersions>> {
  const rows = await read.sql
    .selectFrom('catalog.product_version')
    .selectAll()
    .where('product_id', '=', productId)
    .orderBy('number', 'desc')
    .execute()
  return {
    versions: rows.map((row) => ({
      id: row.id,
      number: row.number,
      content: content.parse(row.content),
      madeAt: row.made_at.toString(),
      madeBy: authorFrom(row),
    })),
  }
}

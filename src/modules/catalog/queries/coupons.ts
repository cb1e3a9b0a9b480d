import { sql } from 'kysely'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { listRows, matches } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import type { listCoupons } from '../contract.ts'
import { couponNotFound } from '../refusals.ts'
import { couponOnWire } from './price-book.ts'

export async function couponsPage(
  read: Read,
  input: ParsedInputOf<typeof listCoupons>,
): Promise<ReplyOf<typeof listCoupons>> {
  return listRows(read, input, {
    name: 'catalog.list-coupons',
    query: read.sql.selectFrom('catalog.coupon as coupon').selectAll('coupon'),
    id: sql.ref('coupon.id'),
    sorts: {
      code: { by: sql.ref('coupon.code'), type: 'text' },
      uses: { by: sql.ref('coupon.uses'), type: 'integer' },
      changedAt: { by: sql.ref('coupon.changed_at'), type: 'timestamptz' },
    },
    filters: [input.state === 'all' ? undefined : sql`coupon.state = ${input.state}`],
    search: (q) => matches(q, sql.ref('coupon.code'), sql`coupon.content #>> '{name,en}'`),
    item: couponOnWire,
  })
}

export async function couponNow(read: Read, couponId: string) {
  const row = await read.sql
    .selectFrom('catalog.coupon')
    .selectAll()
    .where('id', '=', couponId)
    .executeTakeFirst()
  if (!row) throw couponNotFound()
  return couponOnWire(row)
}

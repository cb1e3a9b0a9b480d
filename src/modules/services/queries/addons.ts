import { sql } from 'kysely'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'

export async function findAddon(read: Read, id: string) {
  return read.sql
    .selectFrom('services.addon')
    .select(['id', 'service_id', 'from_at', 'to_at'])
    .where('id', '=', id)
    .executeTakeFirst()
}

export type HeldAddon = {
  readonly addonId: string
  readonly serviceId: string
  readonly productId: string
  readonly name: string
  readonly quantity: number
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant | null
  readonly price: unknown
}

/** Add-ons of these services that touch a stretch of time. */
export async function addonsDuring(
  read: Read,
  input: { serviceIds: readonly string[]; from: Temporal.Instant; to: Temporal.Instant },
): Promise<HeldAddon[]> {
  const rows = await read.sql
    .selectFrom('services.addon')
    .selectAll()
    .modifyFront(sql`/* often */`)
    .where('service_id', '=', anyOf(input.serviceIds))
    .where('from_at', '<', input.to)
    .where((addon) => addon.or([addon('to_at', 'is', null), addon('to_at', '>', input.from)]))
    .orderBy('service_id')
    .orderBy('from_at')
    .execute()
  return rows.map((row) => ({
    addonId: row.id,
    serviceId: row.service_id,
    productId: row.product_id,
    name: row.name,
    quantity: row.quantity,
    from: row.from_at,
    to: row.to_at,
    price: row.price,
  }))
}

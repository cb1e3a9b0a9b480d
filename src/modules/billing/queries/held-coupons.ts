import { sql } from 'kysely'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'

/** A coupon that a service holds, and for how many of its periods it was used. */
export type HeldCoupon = {
  readonly id: string
  readonly couponId: string
  readonly code: string
  readonly serviceId: string
  readonly usedBefore: number
  readonly used: number
  readonly cycles: number
}

function coupons(read: Pick<Read, 'sql'>) {
  return read.sql
    .selectFrom('billing.held_coupon')
    .select(['id', 'coupon_id', 'code', 'service_id', 'used_before', 'used', 'cycles'])
    .modifyFront(sql`/* often */`)
    .orderBy('held_at')
    .orderBy('id')
}
type Row = Awaited<ReturnType<ReturnType<typeof coupons>['execute']>>[number]

function fromRow(row: Row): HeldCoupon {
  return {
    ...{ id: row.id, couponId: row.coupon_id, code: row.code, serviceId: row.service_id },
    ...{ usedBefore: row.used_before, used: row.used, cycles: row.cycles },
  }
}

/** Coupons that lower the next period of these services, the oldest first. */
export async function heldCoupons(
  read: Pick<Read, 'sql'>,
  serviceIds: readonly string[],
): Promise<Map<string, HeldCoupon[]>> {
  const rows = await coupons(read)
    .where('service_id', '=', anyOf(serviceIds))
    .where('state', '=', 'held')
    .execute()
  return Map.groupBy(rows.map(fromRow), (one) => one.serviceId)
}

/** Coupons that lowered a period of a service, by what its quote says: what changes in the middle of it keeps its discount. */
export async function couponsTaken(
  read: Pick<Read, 'sql'>,
  of: { serviceId: string; subscriberId: string; couponIds: readonly string[] },
): Promise<HeldCoupon[]> {
  if (of.couponIds.length === 0) return []
  const rows = await coupons(read)
    .where('subscriber_id', '=', of.subscriberId)
    .where('service_id', '=', of.serviceId)
    .where('coupon_id', '=', anyOf(of.couponIds))
    .where('state', '<>', 'given-back')
    .execute()
  return rows.map(fromRow)
}

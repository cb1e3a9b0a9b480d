import { sql } from 'kysely'
import { z } from 'zod'
import { kes, moneyToWire } from '#kernel/money.ts'
import { planVersionsNow, todayOf } from '#modules/catalog/index.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { subscriberNames } from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'
import { SALE_WAYS, type Voucher } from '../contract.ts'
import { voucherNotFound } from '../refusals.ts'
import { restoreRefused } from '../rules/restoring.ts'
import { at } from '../store.ts'
import { batchCode, batchFacts, saleById } from './batches.ts'
import { shownVoucher, VOUCHER_COLUMNS } from './vouchers.ts'

const TRIES_SHOWN = 50
/** Enough of a keyed hash to tell devices of one thief from others, and nothing to find anybody by. */
export const DEVICE_SIGNS = 8

/** One voucher with all that is known of it but its code. */
export async function voucherNow(read: Read, voucherId: string): Promise<Voucher> {
  const row = await read.sql
    .selectFrom('vouchers.voucher as voucher')
    .select(VOUCHER_COLUMNS)
    .select(['voucher.batch_id', 'voucher.subscriber_id'])
    .where('voucher.id', '=', voucherId)
    .executeTakeFirst()
  if (!row) throw voucherNotFound()
  const batch = await batchFacts(read, row.batch_id)
  const versions = await planVersionsNow(read, [batch.plan_version_id])
  const today = Temporal.PlainDate.from(await todayOf(read))
  return {
    ...shownVoucher(row),
    batch: {
      ...{ id: batch.id, code: batchCode(batch.number), name: batch.name },
      plan: versions.get(batch.plan_version_id)?.planName ?? '',
      face: moneyToWire(kes(batch.face_cents)),
      lastDay: batch.last_day.toString(),
    },
    sale: await saleOf(read, row.sale_id),
    service: await serviceOf(read, row.service_id),
    paidInBy: await whoPaid(read, row.subscriber_id),
    stolenTries: await stolenTriesOf(read, voucherId),
    restoreRefused: restoreRefused({
      ...row,
      isLastDayOver: Temporal.PlainDate.compare(today, batch.last_day) > 0,
    }),
  }
}

async function saleOf(read: Read, saleId: string | null): Promise<Voucher['sale']> {
  const row = saleId === null ? undefined : await saleById(read, saleId)
  return row === undefined
    ? null
    : {
        ...{ id: row.id, soldAt: row.sold_at.toString(), how: z.enum(SALE_WAYS).parse(row.how) },
        buyer: read.vault.open(at('sale', 'buyer_sealed', row.id), row.buyer_sealed),
      }
}

async function serviceOf(read: Read, serviceId: string | null): Promise<Voucher['service']> {
  if (serviceId === null) return null
  const row = await read.sql
    .selectFrom('services.service')
    .select(['id', 'number', 'status', 'paid_until', 'subscriber_id'])
    .where('id', '=', serviceId)
    .executeTakeFirstOrThrow()
  const who = (await subscriberNames(read, [row.subscriber_id])).get(row.subscriber_id)
  return {
    ...{ id: row.id, number: formatNumber(row.number), status: row.status },
    paidUntil: row.paid_until?.toString() ?? null,
    subscriber: { id: row.subscriber_id, number: who?.number ?? '', name: who?.name ?? '' },
  }
}

async function whoPaid(read: Read, id: string | null): Promise<Voucher['paidInBy']> {
  const who = id === null ? undefined : (await subscriberNames(read, [id])).get(id)
  return id === null ? null : { id, number: who?.number ?? '', name: who?.name ?? '' }
}

async function stolenTriesOf(read: Read, voucherId: string): Promise<Voucher['stolenTries']> {
  const rows = await read.sql
    .selectFrom('vouchers.stolen_try')
    .select(['id', 'at', 'site_id'])
    .select(sql<string>`left(device_blind, ${sql.lit(DEVICE_SIGNS)})`.as('device'))
    .where('voucher_id', '=', voucherId)
    .orderBy('at', 'desc')
    .limit(TRIES_SHOWN)
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, at: row.at.toString(), siteId: row.site_id, device: row.device },
  }))
}

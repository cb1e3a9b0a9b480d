import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { among, listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import type { listStolenTries } from '../contract.ts'
import { batchCode } from './batches.ts'
import { DEVICE_SIGNS } from './voucher.ts'

/** Who tried codes that were reported stolen. */
export function stolenTriesPage(read: Read, input: ParsedInputOf<typeof listStolenTries>) {
  return listRows(read, input, {
    name: 'vouchers.list-stolen-tries',
    query: read.sql
      .selectFrom('vouchers.stolen_try as attempt')
      .innerJoin('vouchers.voucher as voucher', 'voucher.id', 'attempt.voucher_id')
      .innerJoin('vouchers.batch as batch', 'batch.id', 'voucher.batch_id')
      .select(['attempt.id', 'attempt.at', 'attempt.site_id', 'attempt.voucher_id'])
      .select(['voucher.serial', 'batch.number'])
      .select(sql<string>`left(attempt.device_blind, ${sql.lit(DEVICE_SIGNS)})`.as('device'))
      .select(
        sql<bigint>`(select count(distinct other.voucher_id) from vouchers.stolen_try other
          where other.device_blind = attempt.device_blind)`.as('codes'),
      ),
    id: sql.ref('attempt.id'),
    sorts: { at: { by: sql.ref('attempt.at'), type: 'timestamptz' } },
    filters: [among(sql.ref('attempt.site_id'), input.siteId)],
    item: (row) => ({
      ...{ id: row.id, at: row.at.toString(), siteId: row.site_id, voucherId: row.voucher_id },
      ...{ batchCode: batchCode(row.number), serial: row.serial, device: row.device },
      codesOfDevice: Number(row.codes),
    }),
  })
}

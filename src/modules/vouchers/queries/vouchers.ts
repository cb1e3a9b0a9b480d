import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { among, listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import {
  VOID_REASONS,
  VOUCHER_STATES,
  type findVoucher,
  type listVouchers,
  type VoucherRow,
} from '../contract.ts'
import { codeUnknown } from '../refusals.ts'
import { readCode } from '../rules/codes.ts'
import { CODE_COLUMN } from '../store.ts'

export const VOUCHER_COLUMNS = [
  ...(['voucher.id', 'voucher.serial', 'voucher.state', 'voucher.state_at'] as const),
  ...(['voucher.why', 'voucher.sale_id', 'voucher.service_id', 'voucher.site_id'] as const),
] as const

type Row = {
  id: string
  serial: number
  state: string
  state_at: Temporal.Instant
  why: string | null
  sale_id: string | null
  service_id: string | null
  site_id: string | null
}

export function vouchersPage(
  read: Read,
  input: ParsedInputOf<typeof listVouchers>,
): Promise<ReplyOf<typeof listVouchers>> {
  return listRows(read, input, {
    name: 'vouchers.list-vouchers',
    query: read.sql.selectFrom('vouchers.voucher as voucher').select(VOUCHER_COLUMNS),
    id: sql.ref('voucher.id'),
    sorts: { serial: { by: sql.ref('voucher.serial'), type: 'integer' } },
    filters: [
      sql`voucher.batch_id = ${input.batchId}`,
      among(sql.ref('voucher.state'), input.state),
    ],
    search: (q) => (/^\d{1,6}$/.test(q) ? sql`voucher.serial = ${Number(q)}` : sql`false`),
    item: shownVoucher,
  })
}

/** Which voucher has this code. */
export async function voucherByCode(
  read: Read,
  input: ParsedInputOf<typeof findVoucher>,
): Promise<ReplyOf<typeof findVoucher>> {
  const code = readCode(input.code)
  const row =
    code &&
    (await read.sql
      .selectFrom('vouchers.voucher')
      .select('id')
      .where('code_blind', '=', read.vault.blind(CODE_COLUMN, code))
      .executeTakeFirst())
  if (!row)
    throw codeUnknown({ hint: 'XXXXX-XXXXX' }, [{ path: 'code', message: 'No voucher has it.' }])
  return { voucherId: row.id }
}

export function shownVoucher(row: Row): VoucherRow {
  return {
    ...{ id: row.id, serial: row.serial, stateAt: row.state_at.toString() },
    state: z.enum(VOUCHER_STATES).parse(row.state),
    why: z.enum(VOID_REASONS).nullable().parse(row.why),
    ...{ saleId: row.sale_id, serviceId: row.service_id, siteId: row.site_id },
  }
}

import { sql } from 'kysely'
import type { Insertable } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import type { DB } from '#platform/database.ts'
import { idsOf, listOf } from '#platform/sql-list.ts'
import type { Tx } from '#platform/tx.ts'
import { batchNotFound, voucherNotFound } from './refusals.ts'

/** The only writer of schema `vouchers`. Vouchers are locked before balances, and their batch last: so does every unit here. */
type Row<Table extends keyof DB> = Insertable<DB[Table]>

export const at = (table: 'sale' | 'printable' | 'sheet_part', column: string, row: string) => ({
  ...{ table: `vouchers.${table}`, column, row },
})

export const CODE_COLUMN = 'vouchers.voucher.code_blind'
export const WHO_COLUMN = 'vouchers.wrong_try.who_blind'
export const THIEF_COLUMN = 'vouchers.stolen_try.device_blind'

function by(actor: Actor): { by_kind: string; by_id: string } {
  if (actor.kind === 'system') return { by_kind: 'system', by_id: actor.name }
  assert(actor.kind !== 'nobody', 'nobody makes no vouchers')
  return { by_kind: actor.kind, by_id: actor.id }
}

// ────────────────────────────────────────────────────────────────────────────── batches

/** False when there is one of this id already. */
export async function insertBatch(
  tx: Tx,
  row: Omit<
    Row<'vouchers.batch'>,
    'number' | 'made' | 'sold' | 'redeemed' | 'voided' | 'expired' | 'made_at' | 'by_kind' | 'by_id'
  >,
): Promise<boolean> {
  const done = await tx.sql
    .insertInto('vouchers.batch')
    .values({
      ...row,
      ...{ made: 0, sold: 0, redeemed: 0, voided: 0, expired: 0, made_at: tx.now },
      ...by(tx.actor),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return done !== undefined
}

export async function lockBatch(tx: Tx, id: string) {
  const row = await tx.sql
    .selectFrom('vouchers.batch')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw batchNotFound()
  return row
}

export async function countBatch(
  tx: Tx,
  id: string,
  more: Partial<Record<'made' | 'sold' | 'redeemed' | 'voided' | 'expired', number>>,
): Promise<void> {
  const { made = 0, sold = 0, redeemed = 0, voided = 0, expired = 0 } = more
  await sql`
    /* often */ update vouchers.batch set made = made + ${made}, sold = sold + ${sold}, redeemed = redeemed + ${redeemed},
      voided = voided + ${voided}, expired = expired + ${expired}
    where id = ${id}`.execute(tx.sql)
}

/** Keeps new codes as what they hash to; answers the serials of those that nobody else has. */
export async function insertVouchers(
  tx: Tx,
  batchId: string,
  rows: readonly { serial: number; blind: string }[],
): Promise<Set<number>> {
  const { rows: kept } = await sql<{ serial: number }>`
    insert into vouchers.voucher (id, batch_id, serial, code_blind, state, state_at)
    select id, ${batchId}, serial, blind, 'printed', ${tx.now}
    from unnest(${listOf(rows, () => newId(tx.now))}::uuid[], ${listOf(rows, ({ serial }) => serial)}::integer[],
                ${listOf(rows, ({ blind }) => blind)}::text[]) as made (id, serial, blind)
    on conflict (code_blind) do nothing
    returning serial`.execute(tx.sql)
  return new Set(kept.map(({ serial }) => serial))
}

export async function insertPrintable(
  tx: Tx,
  row: { batchId: string; from: number; to: number; codes: readonly string[] },
): Promise<void> {
  const id = newId(tx.now)
  await tx.sql
    .insertInto('vouchers.printable')
    .values({
      ...{ id, batch_id: row.batchId, from_serial: row.from, to_serial: row.to },
      codes_sealed: tx.vault.seal(at('printable', 'codes_sealed', id), row.codes.join(' ')),
    })
    .execute()
}

/** Of batches whose time for printing is over: codes and the papers with them. Answers how many rows went. */
export async function deletePrintables(tx: Tx): Promise<number> {
  const over = sql`select id from vouchers.batch where printable_until <= ${tx.now}`
  const codes = await sql`delete from vouchers.printable where batch_id in (${over})`.execute(
    tx.sql,
  )
  const papers = await sql`delete from vouchers.sheet where batch_id in (${over})`.execute(tx.sql)
  return Number((codes.numAffectedRows ?? 0n) + (papers.numAffectedRows ?? 0n))
}

// ───────────────────────────────────────────────────────────────────────────── vouchers

/** The vouchers with these codes, locked until the unit ends: of many who redeem one at once, one does. In the order of their ids. */
export async function lockByCodes(tx: Tx, blinds: readonly string[]) {
  return tx.sql
    .selectFrom('vouchers.voucher')
    .selectAll()
    .modifyFront(sql`/* often */`)
    .where('code_blind', '=', sql<string>`any(${listOf(blinds, (blind) => blind)}::text[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
}

export async function markRedeemed(
  tx: Tx,
  all: readonly { id: string; serviceId: string; siteId: string | null }[],
): Promise<void> {
  await sql`
    /* often */ update vouchers.voucher
    set state = 'redeemed', state_at = ${tx.now}, service_id = one.service_id, site_id = one.site_id
    from unnest(${idsOf(all, ({ id }) => id)}::uuid[], ${idsOf(all, ({ serviceId }) => serviceId)}::uuid[],
                ${idsOf(all, ({ siteId }) => siteId)}::uuid[]) as one (id, service_id, site_id)
    where voucher.id = one.id`.execute(tx.sql)
}

export async function markPaidIn(tx: Tx, id: string, subscriberId: string): Promise<void> {
  await tx.sql
    .updateTable('vouchers.voucher')
    .set({ state: 'redeemed', state_at: tx.now, subscriber_id: subscriberId })
    .where('id', '=', id)
    .execute()
}

type Range = { readonly batchId: string; readonly from: number; readonly to: number }

export async function lockRange(
  tx: Tx,
  { batchId, from, to }: Range,
  states: readonly string[],
): Promise<{ id: string; serial: number; state: string; sale_id: string | null }[]> {
  const { rows } = await sql<{ id: string; serial: number; state: string; sale_id: string | null }>`
    select id, serial, state, sale_id from vouchers.voucher
    where batch_id = ${batchId} and serial between ${from} and ${to} and state = any (${states}::text[])
    order by serial for update`.execute(tx.sql)
  return rows
}

/** Those of a range that are in these states. */
export async function setRange(
  tx: Tx,
  { batchId, from, to }: Range,
  states: readonly string[],
  change: { state: string; saleId?: string; why?: string },
): Promise<void> {
  const { state, saleId = null, why = null } = change
  await sql`
    update vouchers.voucher
    set state = ${state}, state_at = ${tx.now}, sale_id = coalesce(${saleId}, sale_id), why = ${why}
    where batch_id = ${batchId} and serial between ${from} and ${to} and state = any (${states}::text[])`.execute(
    tx.sql,
  )
}

export async function lockVoucher(tx: Tx, id: string) {
  const row = await tx.sql
    .selectFrom('vouchers.voucher')
    .select(['id', 'batch_id', 'serial', 'state', 'sale_id', 'why'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw voucherNotFound()
  return row
}

/** Void no more: sold where it had been, else it waits to be. */
export async function markRestored(tx: Tx, id: string, state: 'printed' | 'sold'): Promise<void> {
  await tx.sql
    .updateTable('vouchers.voucher')
    .set({ state, state_at: tx.now, why: null })
    .where('id', '=', id)
    .execute()
}

export async function insertSale(
  tx: Tx,
  row: Omit<Row<'vouchers.sale'>, 'buyer_sealed' | 'sold_at' | 'by_kind' | 'by_id'> & {
    id: string
    buyer: string
  },
): Promise<void> {
  const { buyer, ...columns } = row
  await tx.sql
    .insertInto('vouchers.sale')
    .values({
      ...columns,
      buyer_sealed: tx.vault.seal(at('sale', 'buyer_sealed', row.id), buyer),
      ...{ sold_at: tx.now, ...by(tx.actor) },
    })
    .execute()
}

// ─────────────────────────────────────────────────────────────────────── sheets of codes

export async function insertSheet(
  tx: Tx,
  row: Pick<
    Row<'vouchers.sheet'>,
    'id' | 'batch_id' | 'format' | 'from_serial' | 'to_serial' | 'wanted'
  >,
): Promise<boolean> {
  const done = await tx.sql
    .insertInto('vouchers.sheet')
    .values({ ...row, state: 'making', made: 0, asked_at: tx.now, ...by(tx.actor) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return done !== undefined
}

/** The next PDF of a sheet; the last one makes it ready. */
export async function insertSheetPart(
  tx: Tx,
  part: { sheetId: string; pdf: Uint8Array; vouchers: number; isLast: boolean },
): Promise<void> {
  const { sheetId, pdf, vouchers, isLast } = part
  const id = newId(tx.now)
  const place = sql<number>`(select count(*) + 1 from vouchers.sheet_part where sheet_id = ${sheetId})`
  await tx.sql
    .insertInto('vouchers.sheet_part')
    .values({
      ...{ id, sheet_id: sheetId, place, vouchers, size_bytes: pdf.byteLength },
      pdf_sealed: tx.vault.seal(
        at('sheet_part', 'pdf_sealed', id),
        Buffer.from(pdf).toString('base64'),
      ),
    })
    .execute()
  await tx.sql
    .updateTable('vouchers.sheet')
    .set({ made: sql<number>`made + ${vouchers}`, ...(isLast && { state: 'ready' }) })
    .where('id', '=', sheetId)
    .execute()
}

export async function endSheet(tx: Tx, id: string, state: 'ready' | 'failed'): Promise<void> {
  await tx.sql
    .updateTable('vouchers.sheet')
    .set({ state })
    .where('id', '=', id)
    .where('state', '=', 'making')
    .execute()
}

// ───────────────────────────────────────────────────────────────────────────── guessing

/** One more wrong code of somebody in this quarter of an hour. Answers how many that makes. */
export async function countWrong(
  tx: Tx,
  one: {
    who: string
    kind: 'device' | 'address'
    slot: Temporal.Instant
    siteId: string | null
    isStolen: boolean
  },
): Promise<number> {
  const stolen = one.isStolen ? 1 : 0
  const { rows } = await sql<{ tries: number }>`
    insert into vouchers.wrong_try as before (who_blind, kind, slot, site_id, tries, stolen, last_at, id)
    values (${one.who}, ${one.kind}, ${one.slot}, ${one.siteId}, 1, ${stolen}, ${tx.now}, ${newId(tx.now)})
    on conflict (who_blind, slot) do update
      set tries = before.tries + 1, stolen = before.stolen + ${stolen}, last_at = ${tx.now}
    returning tries`.execute(tx.sql)
  return rows[0]?.tries ?? 1
}

export async function deleteOldTries(tx: Tx, before: Temporal.Instant): Promise<void> {
  await tx.sql.deleteFrom('vouchers.wrong_try').where('last_at', '<', before).execute()
}

export async function insertStolenTry(
  tx: Tx,
  one: { voucherId: string; device: string; siteId: string | null },
): Promise<void> {
  await tx.sql
    .insertInto('vouchers.stolen_try')
    .values({
      ...{ id: newId(tx.now), voucher_id: one.voucherId, site_id: one.siteId, at: tx.now },
      device_blind: tx.vault.blind(THIEF_COLUMN, one.device),
    })
    .execute()
}

export async function deleteOldStolenTries(tx: Tx, before: Temporal.Instant): Promise<void> {
  await tx.sql.deleteFrom('vouchers.stolen_try').where('at', '<', before).execute()
}

import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { planVersionsNow } from '#modules/catalog/index.ts'
import { balancesOf, CHART } from '#modules/ledger/index.ts'
import { among, listRows, matches } from '#platform/list.ts'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'
import {
  CODE_KINDS,
  SALE_WAYS,
  SHEET_FORMATS,
  type Batch,
  type BatchRow,
  type listBatches,
  type SaleRow,
  type SheetRow,
} from '../contract.ts'
import { batchNotFound } from '../refusals.ts'
import { at } from '../store.ts'

export function batchCode(number: bigint): string {
  return `V-${String(number).padStart(4, '0')}`
}

const COLUMNS = [
  ...(['batch.id', 'batch.number', 'batch.name', 'batch.plan_version_id', 'face_cents'] as const),
  ...(['wanted', 'made', 'sold', 'redeemed', 'voided', 'expired', 'last_day', 'made_at'] as const),
] as const

const STATE = sql<string>`case when made < wanted then 'making'
  when redeemed + voided + expired = made then 'done' else 'ready' end`

type Row = {
  id: string
  number: bigint
  name: string
  plan_version_id: string
  face_cents: bigint
  wanted: number
  made: number
  sold: number
  redeemed: number
  voided: number
  expired: number
  last_day: Temporal.PlainDate
  made_at: Temporal.Instant
  state: string
}

export async function batchesPage(
  read: Read,
  input: ParsedInputOf<typeof listBatches>,
): Promise<ReplyOf<typeof listBatches>> {
  const page = await listRows(read, input, {
    name: 'vouchers.list-batches',
    query: read.sql.selectFrom('vouchers.batch as batch').select(COLUMNS).select(STATE.as('state')),
    id: sql.ref('batch.id'),
    sorts: {
      madeAt: { by: sql.ref('made_at'), type: 'timestamptz' },
      name: { by: sql`lower(batch.name)`, type: 'text' },
      lastDay: { by: sql.ref('last_day'), type: 'date' },
    },
    filters: [
      among(sql.ref('batch.plan_version_id'), input.planVersionId),
      input.state && sql`${STATE} = any (${input.state}::text[])`,
      input.only === 'owed' ? sql`sold > 0 and face_cents > 0` : undefined,
    ],
    search: (q) => matches(q, sql.ref('batch.name')),
    item: (row) => row,
  })
  return { ...page, items: await shown(read, page.items) }
}

async function shown(read: Read, rows: readonly Row[]): Promise<BatchRow[]> {
  const versions = await planVersionsNow(read, [...new Set(rows.map((row) => row.plan_version_id))])
  const owed = await balancesOf(
    read,
    rows.map(({ id }) => id),
    CHART.vouchersUnredeemed,
  )
  return rows.map((row) => ({
    ...{ id: row.id, code: batchCode(row.number), name: row.name },
    plan: {
      planVersionId: row.plan_version_id,
      name: versions.get(row.plan_version_id)?.planName ?? '',
    },
    face: wire(row.face_cents),
    state: z.enum(['making', 'ready', 'done']).parse(row.state),
    ...{ wanted: row.wanted, made: row.made, sold: row.sold, redeemed: row.redeemed },
    ...{ void: row.voided, expired: row.expired },
    printed: row.made - row.sold - row.redeemed - row.voided - row.expired,
    owed: moneyToWire(owed.get(row.id) ?? kes(0n)),
    ...{ lastDay: row.last_day.toString(), madeAt: row.made_at.toString() },
  }))
}

/** What commands decide by. */
export async function batchFacts(read: Read, batchId: string) {
  const row = await read.sql
    .selectFrom('vouchers.batch')
    .selectAll()
    .where('id', '=', batchId)
    .executeTakeFirst()
  if (!row) throw batchNotFound()
  return row
}

/** The same of several; each once. */
export async function factsOfBatches(read: Read, batchIds: readonly string[]) {
  return read.sql
    .selectFrom('vouchers.batch')
    .selectAll()
    .modifyFront(sql`/* often */`)
    .where('id', '=', anyOf(batchIds))
    .execute()
}

/** A batch whose last day is over and that has codes left. */
export async function nextBatchOver(read: Read, today: Temporal.PlainDate) {
  return read.sql
    .selectFrom('vouchers.batch')
    .select(['id', 'number', 'wanted', 'face_cents'])
    .where('last_day', '<', today)
    .where(sql<boolean>`redeemed + voided + expired < made and made = wanted`)
    .orderBy('last_day')
    .executeTakeFirst()
}

export async function saleById(read: Read, id: string) {
  return read.sql.selectFrom('vouchers.sale').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function salesById(read: Read, ids: readonly string[]) {
  return read.sql
    .selectFrom('vouchers.sale')
    .select(['id', 'vouchers', 'paid_cents'])
    .where('id', 'in', [...ids])
    .execute()
}

export async function batchNow(read: Read, batchId: string): Promise<Batch> {
  const row = await read.sql
    .selectFrom('vouchers.batch as batch')
    .select(COLUMNS)
    .select(STATE.as('state'))
    .select(['site_ids', 'kind_of_code', 'devices', 'printable_until'])
    .where('batch.id', '=', batchId)
    .executeTakeFirst()
  if (!row) throw batchNotFound()
  const [batch] = await shown(read, [row])
  if (!batch) throw batchNotFound()
  const sales = await salesOf(read, row)
  return {
    ...batch,
    ...{ siteIds: row.site_ids, devices: row.devices },
    codes: z.enum(CODE_KINDS).parse(row.kind_of_code),
    printableUntil: row.printable_until.toString(),
    canPrint: Temporal.Instant.compare(row.printable_until, read.now) > 0,
    books: await booksOf(read, row),
    sales,
    sheets: await sheetsOf(read, batchId),
  }
}

/** Each shilling that codes were sold for: with us, with sellers, used, given back, kept, or still owed by the ledger. */
async function booksOf(read: Read, row: Row): Promise<Batch['books']> {
  const { rows: sales } = await sql<{ worth: bigint; paid: bigint; given: bigint }>`
    select coalesce(sum(vouchers * ${row.face_cents}::bigint), 0)::bigint as worth,
      coalesce(sum(paid_cents), 0)::bigint as paid,
      coalesce(sum(vouchers * ${row.face_cents}::bigint) filter (where how = 'given'), 0)::bigint as given
    from vouchers.sale where batch_id = ${row.id}`.execute(read.sql)
  const { rows: moved } = await sql<{ kind: string; cents: bigint }>`
    select journal.kind, sum(posting.cents)::bigint as cents
    from ledger.posting join ledger.journal on journal.number = posting.journal
    where posting.party = ${row.id} and posting.account = ${CHART.vouchersUnredeemed}
    group by journal.kind`.execute(read.sql)
  const { rows: back } = await sql<{ cents: bigint }>`
    select (count(*) * ${row.face_cents}::bigint)::bigint as cents from vouchers.voucher
    where batch_id = ${row.id} and state = 'void' and why = 'refunded'`.execute(read.sql)
  const of = (kind: string) => moved.find((one) => one.kind === kind)?.cents ?? 0n
  const { worth = 0n, paid = 0n, given = 0n } = sales[0] ?? {}
  const refunded = back[0]?.cents ?? 0n
  const owed = (await balancesOf(read, [row.id], CHART.vouchersUnredeemed)).get(row.id)?.cents ?? 0n
  const redeemed = of('vouchers.redemption')
  const kept = of('vouchers.void') + of('vouchers.expiry') + of('vouchers.restoration') - refunded
  return {
    ...{ sold: wire(worth), paid: wire(paid), sellersShare: wire(worth - paid - given) },
    ...{ redeemed: wire(redeemed), refunded: wire(refunded), kept: wire(kept), owed: wire(owed) },
    difference: wire(worth - redeemed - refunded - kept - owed),
  }
}

async function salesOf(read: Read, { id, face_cents }: Row): Promise<SaleRow[]> {
  const rows = await read.sql
    .selectFrom('vouchers.sale')
    .selectAll()
    .where('batch_id', '=', id)
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, fromSerial: row.from_serial, toSerial: row.to_serial },
    ...{ vouchers: row.vouchers, reference: row.reference, soldAt: row.sold_at.toString() },
    buyer: read.vault.open(at('sale', 'buyer_sealed', row.id), row.buyer_sealed),
    how: z.enum(SALE_WAYS).parse(row.how),
    worth: wire(face_cents * BigInt(row.vouchers)),
    paid: wire(row.paid_cents),
  }))
}

async function sheetsOf(read: Read, batchId: string): Promise<SheetRow[]> {
  const rows = await read.sql
    .selectFrom('vouchers.sheet')
    .selectAll()
    .where('batch_id', '=', batchId)
    .orderBy('asked_at', 'desc')
    .limit(20)
    .execute()
  if (rows.length === 0) return []
  const parts = await read.sql
    .selectFrom('vouchers.sheet_part')
    .select(['sheet_id', 'place', 'vouchers', 'size_bytes'])
    .where(
      'sheet_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('place')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, fromSerial: row.from_serial, toSerial: row.to_serial },
    ...{ made: row.made, wanted: row.wanted, askedAt: row.asked_at.toString() },
    format: z.enum(SHEET_FORMATS).parse(row.format),
    state: z.enum(['making', 'ready', 'failed']).parse(row.state),
    parts: parts
      .filter((part) => part.sheet_id === row.id)
      .map(({ place, vouchers, size_bytes }) => ({ place, vouchers, sizeBytes: size_bytes })),
  }))
}

function wire(cents: bigint) {
  return moneyToWire(kes(cents))
}

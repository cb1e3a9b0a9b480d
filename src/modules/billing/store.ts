import { sql } from 'kysely'
import { z } from 'zod'
import { must } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import { taxedShape, type Taxed } from '#modules/catalog/contract.ts'
import { inTurn } from '#platform/in-turn.ts'
import { bigintArray, sqlArray, uuidArray } from '#platform/sql-array.ts'
import type { Tx } from '#platform/tx.ts'
import type { DraftLine } from './rules/lines.ts'
import type { SweepLane } from './rules/renewal.ts'
import type { Words } from './rules/words.ts'
import { asJson, by } from './store/rows.ts'

/** The next numbers of a series, without a gap: they are given back when this unit is undone. Others wait for it to end. */
export async function takeNumbers(
  tx: Tx,
  kind: 'invoice' | 'credit-note' | 'quotation',
  count: number,
): Promise<{ number: bigint; code: string }[]> {
  const { rows } = await sql<{ prefix: string; next: bigint }>`
    /* often */ update billing.series set next = next + ${count} where kind = ${kind} returning prefix, next`.execute(
    tx.sql,
  )
  const row = must(rows[0], 'each kind of document has its series')
  const first = row.next - BigInt(count)
  return Array.from({ length: count }, (_, place) => {
    const number = first + BigInt(place)
    return { number, code: `${row.prefix}${String(number).padStart(6, '0')}` }
  })
}

/** A place in the order in which services run out. */
export type Swept = { readonly paidUntil: Temporal.Instant; readonly serviceId: string }

export async function setSwept(tx: Tx, lane: SweepLane, to: Swept) {
  await tx.sql
    .updateTable('billing.sweep')
    .set({ renewed_at: to.paidUntil, renewed_id: to.serviceId })
    .where('lane', '=', lane)
    .execute()
}

export type Totals = Pick<Taxed, 'net' | 'excise' | 'levies' | 'taxable' | 'vat' | 'gross'>

function totalsColumns(totals: Totals) {
  return {
    net_cents: totals.net,
    excise_cents: totals.excise,
    levies_cents: totals.levies,
    taxable_cents: totals.taxable,
    vat_cents: totals.vat,
    gross_cents: totals.gross,
  }
}

export type InvoiceRow = {
  readonly id: string
  readonly number: bigint
  readonly code: string
  readonly subscriberId: string
  readonly key: string
  readonly issuedOn: Temporal.PlainDate
  readonly dueOn: Temporal.PlainDate
  readonly totals: Totals
  /** `unearned`: of the net, what is deferred. */
  readonly lines: readonly (DraftLine & { unearned: bigint })[]
}

/** More lines than this are written before the number is taken, for which all others wait. */
const LONG_LINES = 1_000
const isLong = ({ lines }: Pick<InvoiceRow, 'lines'>) => lines.length > LONG_LINES

/** The lines of long invoices, before these have their numbers. When the unit commits each must have its invoice. */
export async function insertLinesOfLong(
  tx: Tx,
  invoices: readonly Pick<InvoiceRow, 'id' | 'lines'>[],
): Promise<void> {
  const long = invoices.filter(isLong)
  if (long.length === 0) return
  await sql`
    insert into billing.line_ahead (invoice_id)
    select id from unnest(${uuidArray(long.map(({ id }) => id))}::uuid[]) as given (id)`.execute(
    tx.sql,
  )
  await insertLines(tx, long)
}

/**
 * Invoices with their lines, in two statements however many they are; the lines are written down here while PostgreSQL takes the invoices.
 * Those of long ones are there already (`insertLinesOfLong`).
 */
export async function insertInvoices(
  tx: Tx,
  invoices: readonly InvoiceRow[],
  { areSettled }: { areSettled: boolean },
): Promise<void> {
  const column = (of: (row: InvoiceRow) => string | bigint | Temporal.PlainDate) =>
    sqlArray(invoices.map(of))
  const ids = (of: (row: InvoiceRow) => string) => uuidArray(invoices.map(of))
  const author = by(tx.actor)
  const taken = sql`
    /* often */ insert into billing.invoice
      (id, number, code, subscriber_id, key, issued_at, issued_on, due_on, currency, net_cents, excise_cents, levies_cents,
       taxable_cents, vat_cents, gross_cents, settled_cents, by_kind, by_id)
    select id, number, code, subscriber_id, key, ${tx.now}, issued_on, due_on, 'KES', net, excise, levies, taxable, vat, gross,
      case when ${areSettled}::boolean then gross else 0 end, ${author.by_kind}, ${author.by_id}
    from unnest(
      ${ids(({ id }) => id)}::uuid[], ${column(({ number }) => number)}::bigint[], ${column(({ code }) => code)}::text[],
      ${ids(({ subscriberId }) => subscriberId)}::uuid[], ${column(({ key }) => key)}::text[],
      ${column(({ issuedOn }) => issuedOn)}::date[], ${column(({ dueOn }) => dueOn)}::date[],
      ${column(({ totals }) => totals.net)}::bigint[], ${column(({ totals }) => totals.excise)}::bigint[],
      ${column(({ totals }) => totals.levies)}::bigint[], ${column(({ totals }) => totals.taxable)}::bigint[],
      ${column(({ totals }) => totals.vat)}::bigint[], ${column(({ totals }) => totals.gross)}::bigint[]
    ) as given (id, number, code, subscriber_id, key, issued_on, due_on, net, excise, levies, taxable, vat, gross)`.execute(
    tx.sql,
  )
  await inTurn([
    taken,
    insertLines(
      tx,
      invoices.filter((one) => !isLong(one)),
    ),
  ])
}

type StoredLine = InvoiceRow['lines'][number]

/**
 * Thousands of lines of one plan say the same but for whose they are: what they say is sent once, and each line names it by its place.
 */
async function insertLines(
  tx: Tx,
  invoices: readonly Pick<InvoiceRow, 'id' | 'lines'>[],
): Promise<void> {
  if (invoices.length === 0) return
  const saying = new Sayings()
  const lines = invoices.flatMap(({ id: invoiceId, lines: of }) =>
    of.map((line, place) => ({
      ...{ id: newId(tx.now), invoiceId, place: place + 1, serviceId: line.serviceId },
      ...{ earned: line.taxed.net - line.unearned, says: saying.placeOf(line) },
    })),
  )
  const column = (of: (line: (typeof lines)[number]) => number | bigint) => sqlArray(lines.map(of))
  const ids = (of: (line: (typeof lines)[number]) => string | null) => uuidArray(lines.map(of))
  await sql`
    /* often */ insert into billing.line
      (id, invoice_id, place, service_id, kind, component, from_at, to_at, words_en, words_sw, quantity, list_cents, price_cents,
       tax_class, taxed, net_cents, excise_cents, levies_cents, vat_cents, gross_cents, income_account, is_deferred,
       credited_net_cents, plan_version_id, earned_cents)
    select given.id, given.invoice_id, given.place, given.service_id, kind, component, from_at, to_at, words_en, words_sw, quantity,
      list_cents, price_cents, tax_class, taxed, net_cents, excise_cents, levies_cents, vat_cents, gross_cents, income_account,
      is_deferred, 0, plan_version_id, given.earned
    from unnest(
      ${ids(({ id }) => id)}::uuid[], ${ids(({ invoiceId }) => invoiceId)}::uuid[], ${column(({ place }) => place)}::integer[],
      ${ids(({ serviceId }) => serviceId)}::uuid[], ${column(({ earned }) => earned)}::bigint[],
      ${column(({ says }) => says)}::bigint[]
    ) as given (id, invoice_id, place, service_id, earned, says)
    join json_populate_recordset(null::billing.line, ${asJson(saying.rows)}::json) with ordinality as said
      on said.ordinality = given.says`.execute(tx.sql)
}

/** What lines say, each thing once. */
class Sayings {
  readonly rows: ReturnType<typeof sayingOf>[] = []
  private readonly known = new Map<Taxed, { line: StoredLine; place: number }[]>()

  /** Counted from one, as PostgreSQL does. */
  placeOf(line: StoredLine): number {
    const alike = this.known.get(line.taxed) ?? []
    const found = alike.find((one) => SAID.every((name) => one.line[name] === line[name]))
    if (found) return found.place
    const place = this.rows.push(sayingOf(line))
    this.known.set(line.taxed, [...alike, { line, place }])
    return place
  }
}

const SAID = [
  ...(['kind', 'component', 'period', 'words', 'quantity', 'list', 'price'] as const),
  ...(['taxClassId', 'incomeAccount', 'isDeferred', 'planVersionId'] as const),
] satisfies readonly (keyof DraftLine)[]

function sayingOf(line: StoredLine) {
  const { taxable: _taxable, ...totals } = totalsOf(line.taxed)
  return {
    ...{ kind: line.kind, component: line.component, quantity: line.quantity },
    ...{ from_at: line.period?.from ?? null, to_at: line.period?.to ?? null },
    ...{ words_en: line.words.en, words_sw: line.words.sw, tax_class: line.taxClassId },
    ...{ list_cents: line.list, price_cents: line.price },
    ...{ taxed: { json: z.encode(taxedShape, line.taxed) }, ...totals },
    ...{ income_account: line.incomeAccount, is_deferred: line.isDeferred },
    plan_version_id: line.planVersionId ?? null,
  }
}

function totalsOf(taxed: Totals) {
  const { taxable_cents: taxable, ...rest } = totalsColumns(taxed)
  return { taxable, ...rest }
}

export type AllocationRow = {
  readonly invoiceId: string
  readonly source: 'wallet' | 'credit-note' | 'adjustment'
  readonly key: string
  readonly creditNoteId?: string
  readonly adjustmentId?: string
  readonly cents: bigint
}

function allocations(tx: Tx, rows: readonly AllocationRow[]) {
  return sql`
    /* often */ insert into billing.allocation (id, invoice_id, source, key, credit_note_id, adjustment_id, cents, at)
    select id, invoice_id, source, key, credit_note_id, adjustment_id, cents, ${tx.now}
    from unnest(
      ${uuidArray(rows.map(() => newId(tx.now)))}::uuid[], ${uuidArray(rows.map(({ invoiceId }) => invoiceId))}::uuid[],
      ${sqlArray(rows.map(({ source }) => source))}::text[], ${sqlArray(rows.map(({ key }) => key))}::text[],
      ${uuidArray(rows.map(({ creditNoteId }) => creditNoteId ?? null))}::uuid[],
      ${uuidArray(rows.map(({ adjustmentId }) => adjustmentId ?? null))}::uuid[],
      ${bigintArray(rows.map(({ cents }) => cents))}::bigint[]
    ) as given (id, invoice_id, source, key, credit_note_id, adjustment_id, cents)`
}

/** What settles invoices that were stored as settled. */
export async function insertAllocationsOfSettled(tx: Tx, rows: readonly AllocationRow[]) {
  if (rows.length > 0) await allocations(tx, rows).execute(tx.sql)
}

/** Settles invoices, each at most once in a call; the ids of those of which nothing is open any more. */
export async function insertAllocations(
  tx: Tx,
  rows: readonly AllocationRow[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const { rows: settled } = await sql<{ id: string }>`
    with given as (
      ${allocations(tx, rows)} returning invoice_id, cents
    ), moved as (
      update billing.invoice set settled_cents = settled_cents + given.cents
      from given where invoice.id = given.invoice_id
      returning invoice.id, settled_cents = gross_cents as is_settled
    )
    select id from moved where is_settled`.execute(tx.sql)
  return new Set(settled.map(({ id }) => id))
}

export async function insertCreditNote(
  tx: Tx,
  note: {
    id: string
    number: bigint
    code: string
    invoiceId: string
    subscriberId: string
    reason: string
    issuedOn: Temporal.PlainDate
    totals: Totals
    toWallet: bigint
    /** `unearned`: of the net that is taken back, what was still deferred. */
    lines: readonly { lineId: string; taxed: Taxed; unearned: bigint; words: Words | null }[]
    key: string | null
    lowersRevenue: boolean
  },
): Promise<void> {
  await tx.sql
    .insertInto('billing.credit_note')
    .values({
      ...{ id: note.id, number: note.number, code: note.code, invoice_id: note.invoiceId },
      ...{ subscriber_id: note.subscriberId, reason: note.reason, issued_at: tx.now },
      ...{
        issued_on: note.issuedOn,
        currency: 'KES',
        to_wallet_cents: note.toWallet,
        key: note.key,
      },
      ...totalsColumns(note.totals),
      ...by(tx.actor),
    })
    .execute()
  for (const { lineId, taxed, unearned, words } of note.lines) {
    const { taxable: _taxable, ...totals } = totalsOf(taxed)
    await tx.sql
      .insertInto('billing.credit_line')
      .values({
        ...{
          credit_note_id: note.id,
          line_id: lineId,
          earned_cents: note.lowersRevenue ? taxed.net - unearned : 0n,
        },
        ...{ words_en: words?.en ?? null, words_sw: words?.sw ?? null },
        ...{ taxed: JSON.stringify(z.encode(taxedShape, taxed)), ...totals },
      })
      .execute()
    await tx.sql
      .updateTable('billing.line')
      .set({ credited_net_cents: sql<bigint>`credited_net_cents + ${taxed.net}` })
      .where('id', '=', lineId)
      .execute()
  }
}

/** Up to which end of paid time a lane has swept; held, so that one sweeps it at a time. */
export async function holdSweep(tx: Tx, lane: SweepLane): Promise<Swept> {
  const row = await tx.sql
    .selectFrom('billing.sweep')
    .select(['renewed_at', 'renewed_id'])
    .where('lane', '=', lane)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return { paidUntil: row.renewed_at, serviceId: row.renewed_id }
}

export async function insertHeldCoupon(
  tx: Tx,
  row: {
    id: string
    couponId: string
    code: string
    subscriberId: string
    serviceId: string
    usedBefore: number
    cycles: number
  },
): Promise<void> {
  await tx.sql
    .insertInto('billing.held_coupon')
    .values({
      ...{ id: row.id, coupon_id: row.couponId, code: row.code, service_id: row.serviceId },
      ...{ subscriber_id: row.subscriberId, used_before: row.usedBefore, cycles: row.cycles },
      ...{ state: 'held', held_at: tx.now, ...by(tx.actor) },
    })
    .execute()
}

/** Counts one period more of each; answers those of which it was the first. */
export async function countHeldCoupons(
  tx: Tx,
  used: readonly { serviceId: string; couponId: string }[],
): Promise<string[]> {
  if (used.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    with counted as (
      update billing.held_coupon as held
      set used = held.used + 1, state = case when held.used + 1 >= held.cycles then 'over' else 'held' end
      from unnest(${used.map((one) => one.serviceId)}::uuid[], ${used.map((one) => one.couponId)}::uuid[])
        as one (service_id, coupon_id)
      where held.service_id = one.service_id and held.coupon_id = one.coupon_id and held.state = 'held'
      returning held.id, held.used
    )
    select id from counted where used = 1`.execute(tx.sql)
  return rows.map(({ id }) => id)
}

/** False when it was used, or given back already. */
export async function giveBackHeldCoupon(tx: Tx, heldCouponId: string): Promise<boolean> {
  const row = await tx.sql
    .updateTable('billing.held_coupon')
    .set({ state: 'given-back' })
    .where('id', '=', heldCouponId)
    .where('state', '=', 'held')
    .where('used', '=', 0)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

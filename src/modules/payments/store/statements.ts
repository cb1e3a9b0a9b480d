import { sql, type Insertable, type Updateable } from 'kysely'
import { z } from 'zod'
import { newId } from '#kernel/id.ts'
import type {
  PaymentsDifference,
  PaymentsStatement,
  PaymentsStatementLine,
} from '#platform/database.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { differenceNotFound } from '../refusals.ts'
import type { DifferenceKind, WayOut } from '../contract.ts'
import type { LineRead } from '../rules/statement.ts'
import { stamp } from '../store.ts'

const TOLD = { table: 'payments.statement_line', column: 'told_sealed' }
const told = z.object({
  details: z.string(),
  account: z.string().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
})

export function lineTold(read: Pick<Read, 'vault'>, row: { id: string; told_sealed: string }) {
  return told.parse(read.vault.openJson({ ...TOLD, row: row.id }, row.told_sealed))
}

type StatementColumns = Omit<Insertable<PaymentsStatement>, 'by_kind' | 'by_id' | 'imported_at'>

/** False when this file was imported already, or one of this id. */
export async function insertStatement(tx: Tx, columns: StatementColumns): Promise<boolean> {
  const { changed_at: _, ...by } = stamp(tx)
  const inserted = await tx.sql
    .insertInto('payments.statement')
    .values({ ...columns, imported_at: tx.now, ...by })
    .onConflict((known) => known.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** All lines in one statement; those that an earlier file brought stay as they are. How many are new. */
export async function insertLines(
  tx: Tx,
  of: { statementId: string; account: number },
  lines: readonly LineRead[],
): Promise<number> {
  const rows = lines.map((line) => {
    const id = newId(tx.now)
    return {
      ...{ id, place: line.place, key: line.key, kind: line.kind, rail: line.rail, at: line.at },
      ...{ receipt: line.receipt, of_receipt: line.ofReceipt, cents: String(line.cents) },
      balance_cents: line.balanceCents === null ? null : String(line.balanceCents),
      told_sealed: tx.vault.sealJson({ ...TOLD, row: id }, line.told),
    }
  })
  const { rows: inserted } = await sql<{ id: string }>`
    insert into payments.statement_line
      (id, statement_id, account, place, key, kind, rail, receipt, of_receipt, at, cents, balance_cents, told_sealed, state)
    select id, ${of.statementId}, ${of.account}, place, key, kind, rail, receipt, of_receipt, at, cents, balance_cents, told_sealed, 'waiting'
    from json_populate_recordset(null::payments.statement_line, ${JSON.stringify(rows)}::json)
    on conflict (account, key) do nothing
    returning id`.execute(tx.sql)
  return inserted.length
}

export async function updateStatement(tx: Tx, id: string, change: Updateable<PaymentsStatement>) {
  await tx.sql.updateTable('payments.statement').set(change).where('id', '=', id).execute()
}

/** Lines that are still to be compared; those that somebody else compares right now are left to them. */
export async function lockWaitingLines(tx: Tx, statementId: string, limit: number) {
  return tx.sql
    .selectFrom('payments.statement_line')
    .selectAll()
    .where('statement_id', '=', statementId)
    .where('state', '=', 'waiting')
    .orderBy('place')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}
export type LineAtStake = Awaited<ReturnType<typeof lockWaitingLines>>[number]

export async function updateLine(
  tx: Tx,
  id: string,
  change: Updateable<Omit<PaymentsStatementLine, 'told_sealed'>>,
) {
  await tx.sql.updateTable('payments.statement_line').set(change).where('id', '=', id).execute()
}

export async function insertDifference(
  tx: Tx,
  found: {
    readonly account: number
    readonly day: Temporal.PlainDate
    readonly kind: DifferenceKind
    readonly lineId: string | null
    readonly paymentId: string | null
    readonly cents: bigint
  },
) {
  const { changed_at: _, ...by } = stamp(tx)
  const { account, day, kind, lineId, paymentId, cents } = found
  await tx.sql
    .insertInto('payments.difference')
    .values({
      ...{ id: newId(tx.now), account, day, kind, line_id: lineId, payment_id: paymentId, cents },
      ...{ state: 'open', found_at: tx.now },
      ...by,
    })
    .onConflict((known) => known.doNothing())
    .execute()
}

export async function lockDifference(tx: Tx, id: string) {
  const row = await tx.sql
    .selectFrom('payments.difference')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw differenceNotFound()
  return row
}

export async function markSettled(
  tx: Tx,
  id: string,
  how: { way: WayOut; note: string | null; paymentId?: string },
) {
  const { changed_at: settled_at, ...by } = stamp(tx)
  const { way, note, paymentId } = how
  const change: Updateable<PaymentsDifference> = { state: 'settled', way, note, settled_at, ...by }
  await tx.sql
    .updateTable('payments.difference')
    .set({ ...change, ...(paymentId !== undefined && { payment_id: paymentId }) })
    .where('id', '=', id)
    .execute()
}

/** What was missing in the statements came with a later one. */
export async function settleMissing(tx: Tx, paymentId: string) {
  await tx.sql
    .updateTable('payments.difference')
    .set({ state: 'settled', way: 'came', settled_at: tx.now })
    .where('payment_id', '=', paymentId)
    .where('kind', '=', 'missing-there')
    .where('state', '=', 'open')
    .execute()
}

export async function insertClosedDay(
  tx: Tx,
  day: {
    account: number
    day: Temporal.PlainDate
    statementCents: bigint
    ledgerCents: bigint
    lines: number
  },
) {
  const { changed_at: closed_at, ...by } = stamp(tx)
  await tx.sql
    .insertInto('payments.closed_day')
    .values({
      ...{ id: newId(tx.now), account: day.account, day: day.day, lines: day.lines, closed_at },
      ...{ statement_cents: day.statementCents, ledger_cents: day.ledgerCents },
      ...by,
    })
    .onConflict((known) => known.columns(['account', 'day']).doNothing())
    .execute()
}

export async function insertQuietHour(
  tx: Tx,
  found: {
    siteId: string | null
    hour: Temporal.Instant
    expected: { payments: number; cents: bigint }
    got: { payments: number; cents: bigint }
  },
): Promise<boolean> {
  const { siteId, hour, expected, got } = found
  const inserted = await tx.sql
    .insertInto('payments.quiet_hour')
    .values({
      ...{ id: newId(tx.now), site_id: siteId, hour, noticed_at: tx.now },
      ...{ expected_payments: expected.payments, expected_cents: expected.cents },
      ...{ payments: got.payments, cents: got.cents },
    })
    .onConflict((known) => known.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** Money that went out is explained: the line that told of it agrees with the books, and is no difference any more. */
export async function settleOutgoing(
  tx: Tx,
  { receipt, businessPaymentId }: { receipt: string; businessPaymentId: string },
) {
  const lines = await tx.sql
    .updateTable('payments.statement_line')
    .set({ state: 'matched', business_payment_id: businessPaymentId })
    .where('receipt', '=', receipt)
    .where('cents', '<', 0n)
    .where('state', '=', 'differs')
    .where('kind', '<>', 'charge')
    .returning('id')
    .execute()
  if (lines.length === 0) return
  await tx.sql
    .updateTable('payments.difference')
    .set({ state: 'settled', way: 'came', settled_at: tx.now })
    .where(
      'line_id',
      'in',
      lines.map(({ id }) => id),
    )
    .where('state', '=', 'open')
    .execute()
}

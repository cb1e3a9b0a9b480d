import { sql, type Insertable } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import { CHART } from '#modules/ledger/index.ts'
import type { BankingBooking } from '#platform/database.ts'
import { listOf } from '#platform/sql-list.ts'
import type { Tx } from '#platform/tx.ts'
import type { Mapping } from './contract.ts'
import { openMovements } from './queries/movements.ts'
import { accountNotFound } from './refusals.ts'

/** The only writer of schema `banking`. The account is locked first, so files of one account come one after another. */
function by(actor: Actor): { by_kind: string; by_id: string } {
  if (actor.kind === 'system') return { by_kind: 'system', by_id: actor.name }
  assert(actor.kind === 'staff', 'subscribers never touch statements')
  return { by_kind: actor.kind, by_id: actor.id }
}

export const at = (column: 'words_sealed' | 'payer_sealed', row: string) => ({
  ...{ table: 'banking.line', column, row },
})

/** False where there is one of this id or name. */
export async function insertAccount(
  tx: Tx,
  account: { id: string; name: string; number: string | null },
): Promise<boolean> {
  const done = await tx.sql
    .insertInto('banking.account')
    .values({ ...account, made_at: tx.now, ...by(tx.actor) })
    .onConflict((taken) => taken.doNothing())
    .returning('id')
    .executeTakeFirst()
  return done !== undefined
}

/** False where somebody booked it before. */
export async function insertBooking(
  tx: Tx,
  booking: Omit<Insertable<BankingBooking>, 'booked_at' | 'by_kind' | 'by_id'>,
): Promise<boolean> {
  const done = await tx.sql
    .insertInto('banking.booking')
    .values({ ...booking, booked_at: tx.now, ...by(tx.actor) })
    .onConflict((taken) => taken.doNothing())
    .returning('line_id')
    .executeTakeFirst()
  return done !== undefined
}

export async function lockAccount(tx: Tx, id: string) {
  const row = await tx.sql
    .selectFrom('banking.account')
    .select(['id', 'number', 'mapping'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw accountNotFound()
  return row
}

export async function keepMapping(tx: Tx, id: string, mapping: Mapping): Promise<void> {
  await tx.sql
    .updateTable('banking.account')
    .set({ mapping: JSON.stringify(mapping) })
    .where('id', '=', id)
    .execute()
}

export async function insertImport(
  tx: Tx,
  row: {
    id: string
    account_id: string
    file_name: string
    format: string
    file_hash: Buffer
    lines: number
    fresh: number
    from_on: Temporal.PlainDate | null
    to_on: Temporal.PlainDate | null
  },
): Promise<void> {
  await tx.sql
    .insertInto('banking.import')
    .values({ ...row, imported_at: tx.now, ...by(tx.actor) })
    .execute()
}

export type NewLine = {
  /** In hexadecimal. */
  readonly key: string
  readonly day: string
  readonly cents: bigint
  readonly reference: string | null
  readonly words: string
  readonly payer: string | null
  readonly paymentId: string | null
}

/** All lines of a file that are new, in one statement. */
export async function insertLines(
  tx: Tx,
  { accountId, importId }: { accountId: string; importId: string },
  lines: readonly NewLine[],
): Promise<void> {
  const rows = lines.map((line) => {
    const id = newId(tx.now)
    const { words, payer } = line
    return {
      ...{ ...line, id, words: tx.vault.seal(at('words_sealed', id), words) },
      payer: payer === null ? null : tx.vault.seal(at('payer_sealed', id), payer),
    }
  })
  await sql`
    insert into banking.line (id, account_id, import_id, key, day, cents, reference, words_sealed, payer_sealed, payment_id)
    select id, ${accountId}, ${importId}, decode(key, 'hex'), day, cents, reference, words, payer, payment_id
    from unnest(${listOf(rows, ({ id }) => id)}::uuid[], ${listOf(rows, ({ key }) => key)}::text[],
                ${listOf(rows, ({ day }) => day)}::date[], ${listOf(rows, ({ cents }) => cents)}::bigint[],
                ${listOf(rows, ({ reference }) => reference)}::text[], ${listOf(rows, ({ words }) => words)}::text[],
                ${listOf(rows, ({ payer }) => payer)}::text[], ${listOf(rows, ({ paymentId }) => paymentId)}::uuid[])
      as made (id, key, day, cents, reference, words, payer, payment_id)`.execute(tx.sql)
}

/** One at a time decides which lines are which transfers. */
export async function lockHeld(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('banking.held', 0))`.execute(tx.sql)
}

/** False where the line is a transfer already, or the transfer arrived on another one. */
export async function insertArrival(
  tx: Tx,
  arrival: {
    id: string
    line_id: string
    journal: bigint
    found_by: 'receipt' | 'words' | 'staff'
  },
): Promise<boolean> {
  const done = await tx.sql
    .insertInto('banking.arrival')
    .values({ ...arrival, found_at: tx.now, ...by(tx.actor) })
    .onConflict((taken) => taken.doNothing())
    .returning('id')
    .executeTakeFirst()
  return done !== undefined
}

/** Gives it, or nothing where the line is no transfer. */
export async function endArrival(
  tx: Tx,
  lineId: string,
): Promise<{ id: string; journal: bigint } | undefined> {
  return tx.sql
    .updateTable('banking.arrival')
    .set({ undone_at: tx.now })
    .where('line_id', '=', lineId)
    .where('undone_at', 'is', null)
    .returning(['id', 'journal'])
    .executeTakeFirst()
}

/** Journals of units that began before others and end after them are there by then. */
const SETTLED_hours = 24

/** Nothing is open up to there any more, as long as no arrival is taken back. */
export async function raiseMark(tx: Tx): Promise<void> {
  const settled = tx.now.subtract({ hours: SETTLED_hours })
  await sql`
    with settled as (
      select max(posting.journal) as journal from ledger.posting join ledger.journal on journal.number = posting.journal
      where account = ${CHART.onWayToBank} and posting.journal > (select journal from banking.transfer_mark) and recorded_at < ${settled}
    ), open as (select min(number) - 1 as before from (${openMovements}) as movement)
    update banking.transfer_mark as mark set journal = least(settled.journal, open.before)
    from settled, open where least(settled.journal, open.before) > mark.journal and settled.journal is not null`.execute(
    tx.sql,
  )
}

/** This transfer is open again. */
export async function lowerMark(tx: Tx, journal: bigint): Promise<void> {
  await tx.sql
    .updateTable('banking.transfer_mark')
    .set({ journal: sql`least(journal, ${journal} - 1)` })
    .execute()
}

/** That a held line is a payment after all. */
export async function setPayment(tx: Tx, lineId: string, paymentId: string): Promise<void> {
  await tx.sql
    .updateTable('banking.line')
    .set({ payment_id: paymentId })
    .where('id', '=', lineId)
    .execute()
}

export async function insertLate(tx: Tx, journal: bigint): Promise<boolean> {
  const done = await tx.sql
    .insertInto('banking.late_transfer')
    .values({ journal, found_at: tx.now })
    .onConflict((told) => told.doNothing())
    .returning('journal')
    .executeTakeFirst()
  return done !== undefined
}

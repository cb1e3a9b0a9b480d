import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { Tx } from '#platform/tx.ts'
import type { Counts, MovementWay } from './contract.ts'
import { drawerNotFound } from './refusals.ts'
import type { Line } from './rules/lines.ts'

/** The only writer of schema `tills`. A drawer is locked before its cashier's balance: so does every unit here. */
function by(actor: Actor): { by_kind: string; by_id: string } {
  assert(actor.kind === 'staff', 'only staff handle cash')
  return { by_kind: actor.kind, by_id: actor.id }
}

/** False when there is one of this id, an open one of this cashier, or theirs of this site and day. */
export async function insertDrawer(
  tx: Tx,
  row: {
    id: string
    cashier: string
    site_id: string
    day: Temporal.PlainDate
    float_cents: bigint
  },
): Promise<{ number: bigint } | undefined> {
  return tx.sql
    .insertInto('tills.drawer')
    .values({
      ...{ ...row, state: 'open', opened_at: tx.now, version: 1, changed_at: tx.now },
      ...by(tx.actor),
    })
    .onConflict((taken) => taken.doNothing())
    .returning('number')
    .executeTakeFirst()
}

export async function lockDrawer(tx: Tx, id: string) {
  const row = await tx.sql
    .selectFrom('tills.drawer')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw drawerNotFound()
  return row
}

/** Held until cash is booked: a closing waits for it, and does not wait for other cash. */
export async function shareOpenDrawer(tx: Tx, cashier: string) {
  return tx.sql
    .selectFrom('tills.drawer')
    .select('id')
    .where('cashier', '=', cashier)
    .where('state', '=', 'open')
    .forShare()
    .executeTakeFirst()
}

export async function setState(tx: Tx, id: string, state: 'open' | 'closed'): Promise<void> {
  await tx.sql
    .updateTable('tills.drawer')
    .set({ state, changed_at: tx.now, ...by(tx.actor), version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}

/** False when there is a movement of this id already. */
export async function insertMovement(
  tx: Tx,
  row: { id: string; drawer_id: string; way: MovementWay; cents: bigint; note: string },
): Promise<boolean> {
  const done = await tx.sql
    .insertInto('tills.movement')
    .values({ ...row, at: tx.now, ...by(tx.actor) })
    .onConflict((there) => there.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return done !== undefined
}

/** Lines as they are kept: cents as text, because JSON numbers are floats. */
export function keptLines(lines: readonly Line[]): string {
  return JSON.stringify(lines.map((line) => ({ ...line, cents: String(line.cents) })))
}

export async function insertClosing(
  tx: Tx,
  closing: {
    id: string
    drawerId: string
    expected: bigint
    counted: bigint
    counts: Counts
    lines: readonly Line[]
    settled: bigint
    afterSettled: readonly Line[]
    note: string | null
    journalId: string | null
  },
): Promise<void> {
  const { id, drawerId, expected, counted, counts, settled, note, journalId } = closing
  await tx.sql
    .insertInto('tills.closing')
    .values({
      ...{ id, drawer_id: drawerId, closed_at: tx.now, settled, note, journal_id: journalId },
      ...{ expected_cents: expected, counted_cents: counted, counts: JSON.stringify(counts) },
      lines: keptLines(closing.lines),
      after_settled: keptLines(closing.afterSettled),
      ...by(tx.actor),
    })
    .execute()
}

/** The closing that stands, undone from now on. */
export async function undoClosing(
  tx: Tx,
  drawerId: string,
  because: string,
): Promise<{ id: string; journal_id: string | null }> {
  return tx.sql
    .updateTable('tills.closing')
    .set({ undone_at: tx.now, undone_because: because })
    .where('drawer_id', '=', drawerId)
    .where('undone_at', 'is', null)
    .returning(['id', 'journal_id'])
    .executeTakeFirstOrThrow()
}

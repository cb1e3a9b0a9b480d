import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import { lineNotFound } from '../refusals.ts'
import { at } from '../store.ts'
import { isAskedOfMpesa, openMovements } from './movements.ts'

/** How many held lines are looked at in one round. */
export const HELD_MAX = 200

function lines(read: Read) {
  return read.sql
    .selectFrom('banking.line as line')
    .leftJoin('payments.payment as payment', 'payment.id', 'line.payment_id')
    .innerJoin('banking.account as account', 'account.id', 'line.account_id')
    .select(['line.id', 'line.account_id', 'line.day', 'line.cents', 'line.reference'])
    .select(['line.words_sealed', 'line.payer_sealed', 'line.payment_id', 'account.number'])
    .select([sql<string>`encode(line.key, 'hex')`.as('key'), 'payment.state as payment_state'])
    .select(sql<string | null>`payment.rail || ' ' || payment.receipt`.as('paid_by'))
    .select(
      sql<
        string | null
      >`(select id from banking.arrival where line_id = line.id and undone_at is null)`.as(
        'arrival_id',
      ),
    )
}
type Row = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number]
export type KeptLine = ReturnType<typeof opened>

function opened(read: Read, row: Row) {
  const { words_sealed: words, payer_sealed: payer, ...rest } = row
  return {
    ...{ ...rest, day: row.day.toString(), balance: null },
    words: read.vault.open(at('words_sealed', row.id), words),
    payer: payer === null ? null : read.vault.open(at('payer_sealed', row.id), payer),
  }
}

/** One line, with what it became so far. */
export async function keptLine(read: Read, lineId: string): Promise<KeptLine> {
  const row = await lines(read).where('line.id', '=', lineId).executeTakeFirst()
  if (!row) throw lineNotFound()
  return opened(read, row)
}

/** Lines that came in and are neither a payment nor a transfer yet, the oldest first. */
export async function heldLines(read: Read): Promise<KeptLine[]> {
  const rows = await lines(read)
    .where('line.cents', '>', 0n)
    .where('line.payment_id', 'is', null)
    .where(
      // Also of arrivals that were undone: whoever took one back decides, and no rule over their head.
      sql<boolean>`not exists (select from banking.arrival where line_id = line.id)`,
    )
    .orderBy('line.day')
    .orderBy('line.id')
    .limit(HELD_MAX)
    .execute()
  return rows.map((row) => opened(read, row))
}

/** Whether there is anything to match: a held line, or money on its way. */
export async function waitsForTransfers(read: Read): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from banking.line where cents > 0 and payment_id is null
        and not exists (select from banking.arrival where line_id = line.id))
      or exists (select from (${openMovements}) as open) or ${isAskedOfMpesa} as waits`.execute(
    read.sql,
  )
  return rows[0]?.waits ?? false
}

/** How often somebody took back that this line is a transfer of ours. */
export async function arrivalsUndone(read: Read, lineId: string): Promise<number> {
  const { many } = await read.sql
    .selectFrom('banking.arrival')
    .select(sql<number>`count(*)::int`.as('many'))
    .where('line_id', '=', lineId)
    .where('undone_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return many
}

/** Of lines that became payments in suspense before the transfer was known: those of these receipts of M-Pesa. */
export async function strayLines(read: Read, receipts: readonly string[]): Promise<KeptLine[]> {
  if (receipts.length === 0) return []
  const rows = await lines(read)
    .where('payment.rail', '=', 'mpesa')
    .where('payment.receipt', 'in', [...receipts])
    .where('payment.state', '=', 'suspense')
    .execute()
  return rows.map((row) => opened(read, row))
}

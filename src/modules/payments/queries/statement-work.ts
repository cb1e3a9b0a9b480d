import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import type { Read } from '#platform/tx.ts'
import type { Booked } from '../rules/statement.ts'
import type { LineAtStake } from '../store/statements.ts'

/** Statements that are still to be compared with the books, the oldest first. */
export async function statementsToCompare(read: Read): Promise<string[]> {
  const rows = await read.sql
    .selectFrom('payments.statement')
    .select('id')
    .where('state', '=', 'comparing')
    .orderBy('imported_at')
    .limit(10)
    .execute()
  return rows.map(({ id }) => id)
}

type Known = {
  readonly booked: Booked
  readonly paymentId: string | null
  readonly refundId: string | null
  readonly businessPaymentId: string | null
}
const NOBODY = { paymentId: null, refundId: null, businessPaymentId: null }
const NOTHING: Known = { booked: { kind: 'nothing' }, ...NOBODY }

/** What the books have under the receipts of these lines: payments that came, refunds and payments to businesses that went. */
export async function bookedUnder(
  read: Read,
  lines: readonly LineAtStake[],
): Promise<(line: LineAtStake) => Known> {
  const receipts = [...new Set(lines.flatMap(({ receipt, of_receipt }) => [receipt, of_receipt]))]
  const wanted = receipts.filter((one) => one !== null)
  const { rows } = await sql<{
    what: 'payment' | 'refund' | 'business'
    id: string
    rail: string
    receipt: string
    cents: bigint
    state: string
  }>`
    select 'payment' as what, id, rail, receipt, cents,
      case when state = 'reversed' and exists (select from payments.statement_line as line
          where line.of_receipt = payment.receipt and line.account = payment.into_account and line.kind = 'reversal')
        then 'reversed there' else state end as state
    from payments.payment
    where receipt = any(${wanted}::text[])
    union all
    select 'refund', refund.id, payment.rail, refund.receipt, refund.cents, refund.state
    from payments.refund join payments.payment on payment.id = refund.payment_id
    where refund.receipt = any(${wanted}::text[])
    union all
    select 'business', id, 'mpesa', receipt, cents, state from payments.business_payment
    where receipt = any(${wanted}::text[])`.execute(read.sql)
  const found = new Map(rows.map((row) => [`${row.what} ${row.rail} ${row.receipt}`, row]))
  return (line) => {
    const receipt = line.kind === 'reversal' ? (line.of_receipt ?? line.receipt) : line.receipt
    const under = (what: string) => found.get(`${what} ${line.rail} ${receipt}`)
    const sent = under('refund') ?? under('business')
    const row = line.cents < 0n && line.kind !== 'reversal' ? sent : under('payment')
    if (!row) return NOTHING
    const { id, cents } = row
    switch (row.what) {
      case 'payment':
        return {
          ...{ ...NOBODY, paymentId: id },
          booked: { kind: 'payment', cents, reversal: reversalIn(row.state) },
        }
      case 'refund':
        return { ...NOBODY, booked: { kind: 'sent', cents }, refundId: id }
      case 'business':
        return { ...NOBODY, booked: { kind: 'sent', cents }, businessPaymentId: id }
    }
  }
}

function reversalIn(state: string): 'none' | 'ours' | 'told' {
  if (state === 'reversed there') return 'told'
  return state === 'reversed' ? 'ours' : 'none'
}

/**
 * Payments that our books have within a statement's time and that no line of any statement tells of. Where several shortcodes share an
 * account, only those count that this one told us of.
 */
export async function missingInStatement(read: Read, statementId: string) {
  const { rows } = await sql<{
    id: string
    account: number
    cents: bigint
    paid_at: Temporal.Instant
  }>`
    select payment.id, statement.account, payment.cents, payment.paid_at
    from payments.statement
    join payments.payment on payment.into_account = statement.account
      and payment.paid_at between statement.from_at and statement.to_at and payment.state <> 'reversed'
    where statement.id = ${statementId}
      and not exists (select from payments.statement_line where payment_id = payment.id)
      and (statement.shortcode_id is null
        or (select count(*) from payments.shortcode where into_account = statement.account) = 1
        or exists (select from payments.telling
          where telling.payment_id = payment.id and telling.shortcode_id = statement.shortcode_id))
    order by payment.paid_at
    limit 1000`.execute(read.sql)
  return rows.map(({ id, account, cents, paid_at: paidAt }) => ({
    ...{ paymentId: id, account, cents, paidAt },
  }))
}

/** A line as it is kept. */
export async function lineOf(read: Read, lineId: string): Promise<LineAtStake> {
  const row = await read.sql
    .selectFrom('payments.statement_line')
    .selectAll()
    .where('id', '=', lineId)
    .executeTakeFirst()
  return must(row, 'a difference names a line that is there')
}

/** Whether lines of it are still to be compared: by whoever holds them right now, too. */
export async function isComparing(read: Read, statementId: string): Promise<boolean> {
  const row = await read.sql
    .selectFrom('payments.statement_line')
    .select('id')
    .where('statement_id', '=', statementId)
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

import { sql, type RawBuilder } from 'kysely'
import { kes, moneyToWire } from '#kernel/money.ts'
import { regionNow } from '#modules/organization/index.ts'
import type { Read } from '#platform/tx.ts'
import { account, type TrialBalance } from '../contract.ts'
import { isAfterSums } from './tail.ts'

export type AccountSums = {
  code: number
  name: string
  kind: string
  /** Before `from`; debit positive. */
  opening: bigint
  debit: bigint
  credit: bigint
}

/** Everything up to the watermark by day, and the postings after it. One statement, hence one moment. */
const sums = (isTail: RawBuilder<boolean>) => sql`
  select account, day, debit_cents, credit_cents from ledger.account_day
  union all
  select posting.account, journal.booked_on, greatest(posting.cents, 0), greatest(-posting.cents, 0)
  from ledger.journal join ledger.posting on posting.journal = journal.number
  where ${isTail}`

/** What moved on each account from one day to another, both included, and what was there before. */
export async function accountSums(
  read: Pick<Read, 'sql'>,
  days: { from: Temporal.PlainDate | null; to: Temporal.PlainDate },
): Promise<AccountSums[]> {
  const { from, to } = days
  const isTail = await isAfterSums(read, sql.ref('journal.number'))
  const { rows } = await sql<AccountSums>`
    select account.code, account.name, account.kind,
           coalesce(sum(debit_cents - credit_cents) filter (where day < ${from}::date), 0)::bigint as opening,
           coalesce(sum(debit_cents) filter (where ${from}::date is null or day >= ${from}::date), 0)::bigint as debit,
           coalesce(sum(credit_cents) filter (where ${from}::date is null or day >= ${from}::date), 0)::bigint as credit
    from ledger.account left join (${sums(isTail)}) as sums on sums.account = account.code and sums.day <= ${to}::date
    group by account.code
    order by account.code`.execute(read.sql)
  return rows
}

/** The trial balance at the end of a day; the columns of debits equal those of credits, always. */
export async function trialBalanceOf(
  read: Read,
  input: { from?: string | undefined; asOf?: string | undefined },
): Promise<TrialBalance> {
  const to = await dayOr(read, input.asOf)
  const from = input.from === undefined ? null : Temporal.PlainDate.from(input.from)
  const sums = await accountSums(read, { from, to })
  const rows = sums
    .map((row) => ({ ...row, closing: row.opening + row.debit - row.credit }))
    .filter(({ opening, debit, credit }) => opening !== 0n || debit !== 0n || credit !== 0n)
  const wire = (cents: bigint) => moneyToWire(kes(cents))
  const total = (of: (row: (typeof rows)[number]) => bigint) =>
    wire(rows.reduce((sum, row) => sum + of(row), 0n))
  return {
    from: from?.toString() ?? null,
    asOf: to.toString(),
    rows: rows.map(({ code, name, kind, opening, debit, credit, closing }) => ({
      account: { code, name, kind: account.shape.kind.parse(kind) },
      opening: wire(opening),
      debit: wire(debit),
      credit: wire(credit),
      closing: wire(closing),
    })),
    totals: {
      debit: total(({ debit }) => debit),
      credit: total(({ credit }) => credit),
      closingDebit: total(({ closing }) => (closing > 0n ? closing : 0n)),
      closingCredit: total(({ closing }) => (closing < 0n ? -closing : 0n)),
    },
  }
}

/** The day that was asked for, or today in the ISP's zone. */
export async function dayOr(read: Read, given: string | undefined): Promise<Temporal.PlainDate> {
  if (given !== undefined) return Temporal.PlainDate.from(given)
  const { timeZone } = await regionNow(read)
  return read.now.toZonedDateTimeISO(timeZone).toPlainDate()
}

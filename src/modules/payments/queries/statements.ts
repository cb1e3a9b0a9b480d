import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { among, listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import {
  difference as differenceShape,
  statement as statementShape,
  statementLine as lineShape,
  type Difference,
  type listDifferences,
  type listQuietHours,
  type listStatementLines,
  type listStatements,
  type Statement,
  type StatementLine,
} from '../contract.ts'
import { differenceNotFound, statementNotFound } from '../refusals.ts'
import { parseReceipt } from '../rules/receipt.ts'
import { lineTold } from '../store/statements.ts'

const countOf = (state: string) =>
  sql<bigint>`(select count(*) from payments.statement_line
    where statement_id = statement.id and state = ${state})`

function statements(read: Read) {
  return read.sql
    .selectFrom('payments.statement as statement')
    .innerJoin('ledger.account as account', 'account.code', 'statement.account')
    .selectAll('statement')
    .select('account.name as account_name')
    .select([countOf('matched').as('matched'), countOf('booked').as('booked')])
    .select(
      sql<bigint>`(select count(*) from payments.difference left join payments.statement_line as line on line.id = difference.line_id
        where difference.state = 'open' and difference.account = statement.account
          and (line.statement_id = statement.id or (line.id is null and exists (select from payments.payment
            where payment.id = difference.payment_id and paid_at between statement.from_at and statement.to_at))))`.as(
        'open',
      ),
    )
}
type Row = Awaited<ReturnType<ReturnType<typeof statements>['execute']>>[number]

export function statementsPage(read: Read, input: ParsedInputOf<typeof listStatements>) {
  return listRows(read, input, {
    name: 'payments.list-statements',
    query: statements(read),
    id: sql.ref('statement.id'),
    sorts: { importedAt: { by: sql.ref('imported_at'), type: 'timestamptz' } },
    filters: [input.account === undefined ? undefined : sql`statement.account = ${input.account}`],
    item: shown,
  })
}

export async function statementNow(read: Read, statementId: string): Promise<Statement> {
  const row = await statements(read).where('statement.id', '=', statementId).executeTakeFirst()
  if (!row) throw statementNotFound()
  return shown(row)
}

function shown(row: Row): Statement {
  return statementShape.parse({
    ...{ id: row.id, format: row.format, fileName: row.file_name, lines: row.lines },
    account: { code: row.account, name: row.account_name },
    ...{ from: row.from_at.toString(), to: row.to_at.toString(), gaps: row.gaps },
    ...{ knownLines: row.known_lines, skipped: row.skipped, isCompared: row.state === 'compared' },
    ...{ matched: Number(row.matched), booked: Number(row.booked), open: Number(row.open) },
    importedAt: row.imported_at.toString(),
  })
}

export function statementLinesPage(read: Read, input: ParsedInputOf<typeof listStatementLines>) {
  return listRows(read, input, {
    name: 'payments.list-statement-lines',
    query: read.sql.selectFrom('payments.statement_line as line').selectAll('line'),
    id: sql.ref('line.id'),
    sorts: { at: { by: sql.ref('line.at'), type: 'timestamptz' } },
    filters: [
      input.statement === undefined ? undefined : sql`line.statement_id = ${input.statement}`,
      among(sql.ref('line.state'), input.state),
      among(sql.ref('line.kind'), input.kind),
    ],
    search: (q) => sql`line.receipt = ${parseReceipt(q) ?? q}`,
    item: (row): StatementLine => {
      const { details, account, name, phone } = lineTold(read, row)
      return lineShape.parse({
        ...{ id: row.id, place: row.place, kind: row.kind, rail: row.rail, receipt: row.receipt },
        ...{ at: row.at.toString(), amount: moneyToWire(kes(row.cents)), state: row.state },
        ...{ details, account, name, phone, paymentId: row.payment_id },
      })
    },
  })
}

function differences(read: Read) {
  return read.sql
    .selectFrom('payments.difference as difference')
    .innerJoin('ledger.account as account', 'account.code', 'difference.account')
    .leftJoin('payments.statement_line as line', 'line.id', 'difference.line_id')
    .leftJoin('payments.payment as payment', 'payment.id', 'difference.payment_id')
    .selectAll('difference')
    .select(['account.name as account_name', 'line.told_sealed'])
    .select(sql<string | null>`coalesce(line.receipt, payment.receipt)`.as('receipt'))
}
type DifferenceRow = Awaited<ReturnType<ReturnType<typeof differences>['execute']>>[number]

export function differencesPage(read: Read, input: ParsedInputOf<typeof listDifferences>) {
  return listRows(read, input, {
    name: 'payments.list-differences',
    query: differences(read),
    id: sql.ref('difference.id'),
    sorts: { foundAt: { by: sql.ref('difference.found_at'), type: 'timestamptz' } },
    filters: [
      among(sql.ref('difference.state'), input.state),
      among(sql.ref('difference.kind'), input.kind),
      input.account === undefined ? undefined : sql`difference.account = ${input.account}`,
    ],
    item: (row) => shownDifference(read, row),
  })
}

export async function differenceNow(read: Read, differenceId: string): Promise<Difference> {
  const row = await differences(read).where('difference.id', '=', differenceId).executeTakeFirst()
  if (!row) throw differenceNotFound()
  return shownDifference(read, row)
}

function shownDifference(read: Read, row: DifferenceRow): Difference {
  const { line_id: id, told_sealed } = row
  const told = id === null || told_sealed === null ? null : lineTold(read, { id, told_sealed })
  return differenceShape.parse({
    ...{ id: row.id, day: row.day.toString(), kind: row.kind, receipt: row.receipt },
    account: { code: row.account, name: row.account_name },
    ...{ amount: moneyToWire(kes(row.cents)), details: told?.details ?? null },
    ...{ paymentId: row.payment_id, state: row.state, way: row.way, note: row.note },
    foundAt: row.found_at.toString(),
    settledAt: row.settled_at?.toString() ?? null,
  })
}

export function quietHoursPage(read: Read, input: ParsedInputOf<typeof listQuietHours>) {
  return listRows(read, input, {
    name: 'payments.list-quiet-hours',
    query: read.sql
      .selectFrom('payments.quiet_hour as quiet')
      .leftJoin('organization.site as site', 'site.id', 'quiet.site_id')
      .selectAll('quiet')
      .select('site.name as site_name'),
    id: sql.ref('quiet.id'),
    sorts: { noticedAt: { by: sql.ref('noticed_at'), type: 'timestamptz' } },
    item: (row) => ({
      ...{ id: row.id, hour: row.hour.toString(), expectedPayments: row.expected_payments },
      site: row.site_id === null ? null : { id: row.site_id, name: row.site_name ?? '' },
      expected: moneyToWire(kes(row.expected_cents)),
      ...{ payments: row.payments, amount: moneyToWire(kes(row.cents)) },
      madeUpAt: row.made_up_at?.toString() ?? null,
    }),
  })
}

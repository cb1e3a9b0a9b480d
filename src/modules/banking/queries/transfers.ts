import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { CHART } from '#modules/ledger/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import type { listTransfers } from '../contract.ts'
import type { Transfer } from '../rules/own-transfer.ts'
import { movements, openMovements, type Movement } from './movements.ts'
import { transferDays } from './settings.ts'

/** More than are ever on their way; what is beyond waits for the oldest. */
const OPEN_MAX = 500

/** What is on its way, the oldest first, and what M-Pesa was asked to send to our bank and may have sent. */
export async function openTransfers(read: Read): Promise<Transfer[]> {
  const { timeZone } = await regionNow(read)
  const { rows: booked } = await sql<Movement>`
    select * from (${openMovements}) as movement order by booked_at, number limit ${OPEN_MAX}`.execute(
    read.sql,
  )
  const asked = await read.sql
    .selectFrom('payments.business_payment')
    .select(['id', 'cents', 'asked_at'])
    .where('state', '=', 'asked')
    .where('booked_to', '=', CHART.bank)
    .orderBy('asked_at')
    .limit(OPEN_MAX)
    .execute()
  return [
    ...booked.map((row) => ({ ...transferOf(row), isBooked: true })),
    ...asked.map(({ id, cents, asked_at: at }) => ({
      ...{ id, cents, receipt: null, isBooked: false, from: 'mpesa' as const },
      day: at.toZonedDateTimeISO(timeZone).toPlainDate().toString(),
    })),
  ]
}

/** `mpesa TKR35QEKV7`, or the receipt alone. */
function transferOf({ id, cents, booked_on: day, memo, kind }: Movement) {
  const receipt = /\b([A-Z0-9]{10})$/.exec(memo ?? '')?.[1] ?? null
  const from = kind.startsWith('payments.') ? ('mpesa' as const) : ('elsewhere' as const)
  return { id, cents, day: day.toString(), receipt, from }
}

/** Null: it is not there, was undone, or arrived on another line. */
export async function openTransfer(read: Read, id: string) {
  const { rows } = await sql<Movement>`
    select * from (${openMovements}) as movement where id = ${id}`.execute(read.sql)
  return rows[0]
}

/** Those that left before this moment, are not there yet, and were not said to be late. */
export async function lateTransfers(read: Read, before: Temporal.Instant) {
  const { rows } = await sql<Movement>`
    select * from (${openMovements}) as movement
    where not is_told_late and booked_at < ${before} limit ${OPEN_MAX}`.execute(read.sql)
  return rows
}

export async function transfersPage(read: Read, input: ParsedInputOf<typeof listTransfers>) {
  const late = read.now.subtract({ hours: 24 * (await transferDays(read)) })
  const stateOf = sql<string>`case when line_id is not null then 'arrived' when booked_at < ${late} then 'late' else 'on-its-way' end`
  return listRows(read, input, {
    name: 'banking.list-transfers',
    query: read.sql
      .selectFrom(sql<Movement>`(${movements})`.as('movement'))
      .selectAll('movement')
      .leftJoin('banking.line as line', 'line.id', 'movement.line_id')
      .select([stateOf.as('state'), 'line.day as arrived_on']),
    id: sql.ref('movement.id'),
    sorts: { at: { by: sql.ref('booked_at'), type: 'timestamptz' } },
    filters: [input.state && sql`${stateOf} = any (${input.state}::text[])`],
    search: (q) => sql`movement.memo ilike ${`%${q.replaceAll(/[\\%_]/g, '\\$&')}`}`,
    item: (row) => ({
      ...{ id: row.id, amount: moneyToWire(kes(row.cents)), at: row.booked_at.toString() },
      ...{ memo: row.memo, from: transferOf(row).from, lineId: row.line_id },
      state: TRANSFER_STATE[row.state] ?? 'on-its-way',
      arrivedOn: row.arrived_on?.toString() ?? null,
    }),
  })
}
const TRANSFER_STATE: Readonly<Record<string, 'arrived' | 'late' | 'on-its-way'>> = {
  ...{ arrived: 'arrived', late: 'late', 'on-its-way': 'on-its-way' },
}

/** Numbers in the words of a bank that are ours, and no payer's: of the account itself and of our shortcodes. */
export async function ourNumbers(read: Read, account: string | null): Promise<string[]> {
  const rows = await read.sql.selectFrom('payments.shortcode').select('number').execute()
  return [...(account === null ? [] : [account]), ...rows.map(({ number }) => number)]
}

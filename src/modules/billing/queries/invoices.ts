import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { organizationNow } from '#modules/organization/index.ts'
import { subscriberForDocument, subscriberNames } from '#modules/subscribers/index.ts'
import { listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import {
  LINES_SHOWN_MAX,
  SETTLED_BY,
  type Invoice,
  type InvoiceRow,
  type INVOICE_FILTERS,
  type listInvoices,
} from '../contract.ts'
import { invoiceNotFound } from '../refusals.ts'
import type { DraftLine } from '../rules/lines.ts'
import { authorFrom } from './author.ts'
import { disputesOf } from './disputes.ts'
import { lineOnWire } from './invoice-lines.ts'
import { subscribersInReach } from './reach.ts'
import { byCodeOrNumber } from './search.ts'

const wire = (cents: bigint) => moneyToWire(kes(cents))

/** Today in the ISP's zone. */
const TODAY = (read: Read) =>
  sql<Temporal.PlainDate>`(${read.now}::timestamptz at time zone (select time_zone from organization.isp))::date`

const COLUMNS = [
  ...(['id', 'code', 'subscriber_id', 'issued_on', 'due_on', 'gross_cents'] as const),
  'settled_cents',
] as const

/** Invoices that the caller's permission reaches, the latest first unless said. */
export async function invoicesPage(read: Read, input: ParsedInputOf<typeof listInvoices>) {
  const today = TODAY(read)
  const page = await listRows(read, input, {
    name: 'billing.list-invoices',
    query: read.sql
      .selectFrom('billing.invoice as invoice')
      .select(COLUMNS)
      .select(today.as('today')),
    id: sql.ref('invoice.id'),
    sorts: {
      issuedAt: { by: sql.ref('issued_at'), type: 'timestamptz' },
      dueOn: { by: sql.ref('due_on'), type: 'date' },
      amount: { by: sql.ref('gross_cents'), type: 'bigint' },
    },
    filters: [
      subscribersInReach(read),
      stateFilter(input.state, today),
      input.subscriber === undefined ? undefined : sql`subscriber_id = ${input.subscriber}`,
      input.from === undefined ? undefined : sql`issued_on >= ${input.from}`,
      input.to === undefined ? undefined : sql`issued_on <= ${input.to}`,
    ],
    search: byCodeOrNumber,
    item: (row) => row,
  })
  const names = await subscriberNames(
    read,
    page.items.map(({ subscriber_id }) => subscriber_id),
  )
  return { ...page, items: page.items.map((row) => rowOnWire(row, names)) }
}

function stateFilter(
  states: readonly (typeof INVOICE_FILTERS)[number][] | undefined,
  today: ReturnType<typeof TODAY>,
) {
  if (!states || states.length === 0) return undefined
  const open = sql`settled_cents < gross_cents`
  const of = {
    open,
    overdue: sql`(${open} and due_on < ${today})`,
    settled: sql`settled_cents = gross_cents`,
    disputed: sql`exists (select from billing.dispute where dispute.invoice_id = invoice.id and dispute.ended_at is null)`,
  } as const
  return sql`(${sql.join(
    states.map((state) => of[state]),
    sql` or `,
  )})`
}

type Row = {
  id: string
  code: string
  subscriber_id: string
  issued_on: Temporal.PlainDate
  due_on: Temporal.PlainDate
  gross_cents: bigint
  settled_cents: bigint
  today: Temporal.PlainDate
}

function rowOnWire(row: Row, names: Map<string, { name: string; number: string }>): InvoiceRow {
  const open = row.gross_cents - row.settled_cents
  const isOverdue = Temporal.PlainDate.compare(row.due_on, row.today) < 0
  const { subscriber_id: id } = row
  return {
    ...{ id: row.id, code: row.code },
    subscriber: { id, ...(names.get(id) ?? { name: '', number: '' }) },
    issuedOn: row.issued_on.toString(),
    dueOn: row.due_on.toString(),
    gross: wire(row.gross_cents),
    open: wire(open),
    state: open === 0n ? 'settled' : isOverdue ? 'overdue' : 'open',
  }
}

async function countLines(read: Read, invoiceId: string): Promise<number> {
  const { rows } = await sql<{ many: number }>`
    select count(*)::int as many from billing.line where invoice_id = ${invoiceId}`.execute(
    read.sql,
  )
  return rows[0]?.many ?? 0
}

/** One invoice as its page shows it; of thousands of lines the first, and how many they are. */
export async function invoiceNow(read: Read, invoiceId: string): Promise<Invoice> {
  const row = await read.sql
    .selectFrom('billing.invoice as invoice')
    .selectAll()
    .select([TODAY(read).as('today'), sql<bigint>`billing.awaited(invoice)`.as('awaited')])
    .where('id', '=', invoiceId)
    .executeTakeFirst()
  if (!row) throw invoiceNotFound()
  const lines = await read.sql
    .selectFrom('billing.line')
    .selectAll()
    .where('invoice_id', '=', invoiceId)
    .orderBy('place')
    .limit(LINES_SHOWN_MAX)
    .execute()
  const linesInAll =
    lines.length < LINES_SHOWN_MAX ? lines.length : await countLines(read, invoiceId)
  const settlements = await read.sql
    .selectFrom('billing.allocation as allocation')
    .leftJoin('billing.credit_note as note', 'note.id', 'allocation.credit_note_id')
    .leftJoin('billing.adjustment as adjustment', 'adjustment.id', 'allocation.adjustment_id')
    .select(['allocation.source', 'allocation.cents', 'allocation.at', 'note.code'])
    .select(['adjustment.kind', 'adjustment.certificate'])
    .where('allocation.invoice_id', '=', invoiceId)
    .orderBy('allocation.at')
    .orderBy('allocation.id')
    .execute()
  const notes = await read.sql
    .selectFrom('billing.credit_note')
    .selectAll()
    .where('invoice_id', '=', invoiceId)
    .orderBy('number')
    .execute()
  const disputes = await disputesOf(read, { invoiceId })
  const names = await subscriberNames(read, [row.subscriber_id])
  const buyer = await subscriberForDocument(read, row.subscriber_id)
  const isp = await organizationNow(read)
  return {
    ...rowOnWire(row, names),
    issuedAt: row.issued_at.toString(),
    net: wire(row.net_cents),
    excise: wire(row.excise_cents + row.levies_cents),
    taxable: wire(row.taxable_cents),
    vat: wire(row.vat_cents),
    settled: wire(row.settled_cents),
    linesInAll,
    lines: lines.map(lineOnWire),
    settlements: settlements.map(({ source, kind, cents, at, code, certificate }) => ({
      source: z.enum(SETTLED_BY).parse(kind ?? source),
      ...{ code: code ?? certificate, amount: wire(cents), at: at.toString() },
    })),
    disputes,
    awaited: wire(row.awaited),
    creditNotes: notes.map((note) => ({
      ...{ id: note.id, code: note.code, reason: note.reason },
      issuedAt: note.issued_at.toString(),
      gross: wire(note.gross_cents),
      toWallet: wire(note.to_wallet_cents),
    })),
    seller: {
      ...{ name: isp.tradingName, legalName: isp.legalName ?? isp.tradingName },
      ...{ kraPin: isp.kraPin, vatRegistered: isp.vatRegistered },
      ...{ phone: isp.supportPhone, email: isp.supportEmail },
      address: isp.physicalAddress
        ? lineOf([isp.physicalAddress.line1, isp.physicalAddress.line2, isp.physicalAddress.town])
        : null,
    },
    buyer: {
      kraPin: buyer?.kraPin ?? null,
      address: buyer?.address
        ? lineOf([buyer.address.line, buyer.address.town, buyer.address.county])
        : null,
    },
    by: authorFrom(row),
  }
}

function lineOf(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(', ')
}

/** What was invoiced under this natural name. */
export async function invoiceByKey(read: Read, key: string) {
  const row = await read.sql
    .selectFrom('billing.invoice')
    .select(['id', 'code', 'subscriber_id', 'gross_cents'])
    .where('key', '=', key)
    .executeTakeFirst()
  return (
    row && {
      ...{ invoiceId: row.id, code: row.code },
      ...{ subscriberId: row.subscriber_id, gross: row.gross_cents },
    }
  )
}

/** Whether an invoice is for just this, however its taxes were on its day. */
export async function isFor(
  read: Pick<Read, 'sql'>,
  invoiceId: string,
  line: Pick<DraftLine, 'words' | 'quantity' | 'list' | 'taxClassId' | 'component'>,
): Promise<boolean> {
  const rows = await read.sql
    .selectFrom('billing.line')
    .select(['words_en', 'quantity', 'list_cents', 'tax_class', 'component'])
    .where('invoice_id', '=', invoiceId)
    .execute()
  const [row] = rows
  return (
    rows.length === 1 &&
    row?.words_en === line.words.en &&
    row.quantity === line.quantity &&
    row.list_cents === line.list &&
    row.tax_class === line.taxClassId &&
    row.component === line.component
  )
}

/** Whether something was taken back under this natural name. */
export async function creditNoteByKey(read: Pick<Read, 'sql'>, key: string): Promise<boolean> {
  const row = await read.sql
    .selectFrom('billing.credit_note')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirst()
  return row !== undefined
}

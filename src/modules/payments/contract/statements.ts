import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { text } from '#kernel/text.ts'
import { date, instant, RAILS } from './shapes.ts'

export const STATEMENT_FORMATS = ['mpesa-csv', 'bank-csv', 'mt940', 'camt053'] as const
export const LINE_STATES = ['waiting', 'matched', 'booked', 'differs', 'settled'] as const
export const LINE_KINDS = ['payment', 'payout', 'charge', 'reversal', 'transfer', 'other'] as const
export type LineKind = (typeof LINE_KINDS)[number]
export const DIFFERENCE_KINDS = [
  'unknown-in',
  'unknown-out',
  'other-amount',
  'is-reversed',
  'missing-there',
] as const
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number]

/** How a difference can be settled, the likeliest first. The server and the screen share it. */
export const WAYS_OUT = {
  'unknown-in': ['book', 'transfer', 'accept'],
  'unknown-out': ['transfer', 'fee', 'is-refund', 'accept'],
  'other-amount': ['correct', 'accept'],
  'is-reversed': ['correct', 'accept'],
  'missing-there': ['reverse', 'accept'],
} as const satisfies Record<DifferenceKind, readonly string[]>
export const WAYS = [
  'book',
  'transfer',
  'fee',
  'is-refund',
  'correct',
  'reverse',
  'accept',
] as const
export type WayOut = (typeof WAYS)[number]

const account = z.object({ code: z.int(), name: z.string() })

export const statement = z.object({
  id,
  account,
  format: z.enum(STATEMENT_FORMATS),
  fileName: z.string(),
  from: instant,
  to: instant,
  lines: z.int(),
  knownLines: z.int(),
  skipped: z.int(),
  /** Places where its balances do not follow from its lines. */
  gaps: z.int(),
  isCompared: z.boolean(),
  matched: z.int(),
  /** Lines that nobody had told us of. */
  booked: z.int(),
  /** Differences of it that are still open. */
  open: z.int(),
  importedAt: instant,
})
export type Statement = z.infer<typeof statement>

export const importMpesaStatement = endpoint({
  name: 'payments.import-mpesa-statement',
  method: 'POST',
  path: '/api/statements/mpesa',
  access: 'payments.reconcile',
  summary:
    'Takes a statement as the M-Pesa organisation portal exports it (CSV), and compares it with the books.',
  pace: 'heavy',
  bodyLimit: 12_000_000,
  input: z.object({
    /** Made by the sender, so that a repetition imports once. */
    id,
    shortcodeId: id,
    fileName: text({ max: 200 }),
    csv: z.string().min(1).max(10_000_000),
  }),
  reply: statement.extend({
    /** Rows of the file that do not count, with the reason; a hundred at most. */
    skippedRows: z.array(z.object({ place: z.int(), why: z.string() })),
  }),
})

export const listStatements = listEndpoint({
  name: 'payments.list-statements',
  path: '/api/statements',
  access: 'payments.read',
  summary: 'Statements that were imported, the latest first unless said.',
  sorts: ['importedAt'],
  defaultSort: '-importedAt',
  filters: { account: z.coerce.number().int().optional() },
  item: statement,
})

export const readStatement = endpoint({
  name: 'payments.read-statement',
  method: 'GET',
  path: '/api/statements/:statementId',
  access: 'payments.read',
  summary: 'One statement, and how far it is compared.',
  input: z.object({ statementId: id }),
  reply: statement,
})

export const statementLine = z.object({
  id,
  place: z.int(),
  kind: z.enum(LINE_KINDS),
  rail: z.enum(RAILS),
  receipt: z.string().nullable(),
  at: instant,
  /** Above zero: into the account. */
  amount: moneyOnWire,
  state: z.enum(LINE_STATES),
  details: z.string(),
  account: z.string().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  paymentId: id.nullable(),
})
export type StatementLine = z.infer<typeof statementLine>

export const listStatementLines = listEndpoint({
  name: 'payments.list-statement-lines',
  path: '/api/statement-lines',
  access: 'payments.read',
  summary: 'Lines of statements, the latest first unless said; searches the receipt.',
  personal: true,
  sorts: ['at'],
  defaultSort: '-at',
  filters: {
    statement: id.optional(),
    state: anyOf(z.enum(LINE_STATES)),
    kind: anyOf(z.enum(LINE_KINDS)),
  },
  item: statementLine,
})

export const difference = z.object({
  id,
  account,
  day: date,
  kind: z.enum(DIFFERENCE_KINDS),
  /** What the statement has more than the books; below zero: less. */
  amount: moneyOnWire,
  receipt: z.string().nullable(),
  details: z.string().nullable(),
  paymentId: id.nullable(),
  state: z.enum(['open', 'settled']),
  way: z.string().nullable(),
  note: z.string().nullable(),
  foundAt: instant,
  settledAt: instant.nullable(),
})
export type Difference = z.infer<typeof difference>

export const listDifferences = listEndpoint({
  name: 'payments.list-differences',
  path: '/api/differences',
  access: 'payments.read',
  summary: 'Where statements and the books do not agree, the latest first unless said.',
  personal: true,
  sorts: ['foundAt'],
  defaultSort: '-foundAt',
  filters: {
    state: anyOf(z.enum(['open', 'settled'])),
    kind: anyOf(z.enum(DIFFERENCE_KINDS)),
    account: z.coerce.number().int().optional(),
  },
  item: difference,
})

export const settleDifference = endpoint({
  name: 'payments.settle-difference',
  method: 'POST',
  path: '/api/differences/:differenceId/settle',
  access: 'payments.reconcile',
  summary:
    'Settles a difference between a statement and the books, in one of the ways that it has.',
  input: z.object({
    differenceId: id,
    way: z.enum(WAYS),
    /** Of `is-refund`: which one it was. */
    refundId: id.nullable().default(null),
    note: text({ max: 300 }).nullable().default(null),
  }),
  reply: difference,
  personal: true,
  stepUp: true,
})

export const accountDay = z.object({
  day: date,
  /** What we were told of by callbacks, Pull, cashiers: payments of the day. */
  told: moneyOnWire,
  /** What came less what went, by the statement; null: no statement holds the day. */
  statement: moneyOnWire.nullable(),
  lines: z.int(),
  /** What the ledger's account gained on the day. */
  ledger: moneyOnWire,
  open: z.int(),
  closedAt: instant.nullable(),
})
export type AccountDay = z.infer<typeof accountDay>

export const readDays = endpoint({
  name: 'payments.read-days',
  method: 'GET',
  path: '/api/account-days',
  access: 'payments.read',
  summary:
    'Day by day what we were told, what the statement says and what is in the books, to the cent.',
  input: z.object({ account: z.coerce.number().int(), to: date.optional() }),
  reply: z.object({ accounts: z.array(account), days: z.array(accountDay) }),
})
export type Days = z.infer<typeof readDays.reply>

export const closeDay = endpoint({
  name: 'payments.close-day',
  method: 'POST',
  path: '/api/account-days/close',
  access: 'payments.reconcile',
  summary: 'Closes a day of an account: statement and books agree, and nothing is left open.',
  input: z.object({
    account: z.int(),
    day: date,
    note: text({ max: 300 }).nullable().default(null),
  }),
  reply: accountDay,
  stepUp: true,
})

export const quietHour = z.object({
  id,
  site: z.object({ id, name: z.string() }).nullable(),
  hour: instant,
  expectedPayments: z.int(),
  expected: moneyOnWire,
  payments: z.int(),
  amount: moneyOnWire,
  madeUpAt: instant.nullable(),
})
export type QuietHour = z.infer<typeof quietHour>

export const listQuietHours = listEndpoint({
  name: 'payments.list-quiet-hours',
  path: '/api/quiet-hours',
  access: 'payments.read',
  summary: 'Hours in which money was expected and did not come, the latest first unless said.',
  sorts: ['noticedAt'],
  defaultSort: '-noticedAt',
  filters: {},
  item: quietHour,
})

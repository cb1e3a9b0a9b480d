/** Statements of banks, over HTTP. They concern the whole ISP, so nothing of them is for single sites. */
import { z } from 'zod'
import { date as day } from '#kernel/date.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { text } from '#kernel/text.ts'
import { PAYMENT_STATES } from '#modules/payments/contract.ts'

const instant = z.iso.datetime()

export const FORMATS = ['csv', 'mt940', 'camt053'] as const
/** What a column of a bank's spreadsheet may mean. `amount` is signed; `in` and `out` are two columns. */
export const MEANINGS = [
  'day',
  'words',
  'reference',
  'in',
  'out',
  'amount',
  'balance',
  'payer',
] as const
export type Meaning = (typeof MEANINGS)[number]

const heading = z.string().min(1).max(200)
export const mapping = z.partialRecord(z.enum(MEANINGS), heading)
export type Mapping = z.infer<typeof mapping>

export const bankAccount = z.object({
  id,
  name: z.string(),
  number: z.string().nullable(),
  hasMapping: z.boolean(),
  lastImportAt: instant.nullable(),
  lastDay: day.nullable(),
})
export type BankAccount = z.infer<typeof bankAccount>

export const listAccounts = endpoint({
  name: 'banking.list-accounts',
  method: 'GET',
  path: '/api/bank-accounts',
  access: 'banking.read',
  summary: 'Our accounts at banks, with the last day that their statements told of.',
  input: z.object({}),
  reply: z.object({ accounts: z.array(bankAccount) }),
})

export const addAccount = endpoint({
  name: 'banking.add-account',
  method: 'POST',
  path: '/api/bank-accounts',
  access: 'banking.import',
  summary: 'Adds an account of ours at a bank.',
  input: z.object({
    /** Made by the sender, so that a repetition adds it once. */
    id,
    name: text({ max: 80 }),
    number: text({ min: 4, max: 40 }).nullable(),
  }),
  reply: bankAccount,
})

export const FILE_BYTES_MAX = 6 * 1024 * 1024

export const importStatement = endpoint({
  name: 'banking.import-statement',
  method: 'POST',
  path: '/api/bank-accounts/:accountId/imports',
  access: 'banking.import',
  summary:
    'Reads a statement (CSV, MT940, CAMT.053): each line that came in and is new becomes a payment. Asks for the meaning of headings where they are not clear.',
  input: z.object({
    accountId: id,
    id,
    fileName: text({ max: 200 }),
    file: z.base64().max(Math.ceil((FILE_BYTES_MAX / 3) * 4)),
    /** Which heading means what; kept for the next file of this account. */
    mapping: mapping.nullable(),
  }),
  reply: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('imported'),
      importId: id,
      format: z.enum(FORMATS),
      lines: z.int(),
      /** Of them, those that no file had told of before. */
      fresh: z.int(),
      owned: z.int(),
      suspense: z.int(),
      /** Came in, and was booked already by another channel. */
      known: z.int(),
      wentOut: z.int(),
      /** Money of ours that was on its way here. */
      arrived: z.int(),
      /** May be money of ours: somebody has to say so. */
      perhaps: z.int(),
    }),
    z.object({ kind: z.literal('unclear'), headings: z.array(z.string()), found: mapping }),
  ]),
  bodyLimit: 10 * 1024 * 1024,
  pace: 'heavy',
})

/** How it was found that a line is a transfer of ours. */
export const FOUND_BY = ['receipt', 'words', 'staff'] as const
/** What a line became, or waits to become. */
export const WHATS = [
  'owned',
  'suspense',
  'reversed',
  'perhaps',
  'arrived',
  'out',
  'booked',
] as const

/** What money was that left the bank. */
export const BOOKED_AS = ['fee', 'account', 'came-back'] as const
const whose = z.object({ id, number: z.string(), name: z.string() })

export const bankLine = z.object({
  id,
  accountId: id,
  day,
  amount: moneyOnWire,
  reference: z.string().nullable(),
  words: z.string(),
  payer: z.string().nullable(),
  /** Null: it went out, or is money of ours, or nobody has said yet. */
  payment: z
    .object({ id, number: z.string(), state: z.enum(PAYMENT_STATES), owner: whose.nullable() })
    .nullable(),
  /** What it was that went out; null: nobody has said so yet. */
  booked: z
    .object({
      as: z.enum(BOOKED_AS),
      account: z.object({ code: z.int(), name: z.string() }).nullable(),
      paymentId: id.nullable(),
    })
    .nullable(),
  /** The transfer of ours that it is: what it was booked with, and how it was found. */
  arrival: z.object({ id, memo: z.string().nullable(), by: z.enum(FOUND_BY) }).nullable(),
})
export type BankLine = z.infer<typeof bankLine>

export const bookLine = endpoint({
  name: 'banking.book-line',
  method: 'POST',
  path: '/api/bank-lines/:lineId/book',
  access: 'banking.book',
  summary:
    'Books money that went out: a fee of the bank, money of ours that went elsewhere, or a payment that the bank took back.',
  input: z.object({
    lineId: id,
    as: z.enum(BOOKED_AS),
    /** Of `account`: where it went in the books. */
    account: z.int().nullable().default(null),
    /** Of `came-back`: of the payment that it was. */
    receipt: text({ max: 80 }).nullable().default(null),
    note: text({ max: 300 }).nullable().default(null),
  }),
  reply: z.object({}),
  stepUp: true,
})

export const TRANSFER_STATES = ['on-its-way', 'late', 'arrived'] as const
export type TransferState = (typeof TRANSFER_STATES)[number]

export const transfer = z.object({
  id,
  /** Into the bank positive. */
  amount: moneyOnWire,
  /** When it left where it was. */
  at: instant,
  memo: z.string().nullable(),
  from: z.enum(['mpesa', 'elsewhere']),
  state: z.enum(TRANSFER_STATES),
  lineId: id.nullable(),
  arrivedOn: day.nullable(),
})
export type Transfer = z.infer<typeof transfer>

export const listTransfers = listEndpoint({
  name: 'banking.list-transfers',
  path: '/api/bank-transfers',
  access: 'banking.read',
  summary:
    'Money of ours that left M-Pesa or a drawer for the bank, and whether a statement of the bank has it; the latest first unless said.',
  sorts: ['at'],
  defaultSort: '-at',
  filters: { state: anyOf(z.enum(TRANSFER_STATES)) },
  item: transfer,
})

export const settleLine = endpoint({
  name: 'banking.settle-line',
  method: 'POST',
  path: '/api/bank-lines/:lineId/settle',
  access: 'banking.book',
  summary:
    'Says what a line is that may be money of ours: this transfer, or, without one, a payment of somebody. A payment in suspense that it became is undone.',
  input: z.object({ lineId: id, transferId: id.nullable() }),
  reply: z.object({}),
  stepUp: true,
})

export const undoArrival = endpoint({
  name: 'banking.undo-arrival',
  method: 'POST',
  path: '/api/bank-lines/:lineId/undo-arrival',
  access: 'banking.book',
  summary: 'Takes back that a line is a transfer of ours; both wait again.',
  input: z.object({ lineId: id }),
  reply: z.object({}),
  stepUp: true,
})

export const listLines = listEndpoint({
  name: 'banking.list-lines',
  path: '/api/bank-lines',
  access: 'banking.read',
  summary: 'Movements on our bank accounts, and the payments that they became.',
  personal: true,
  sorts: ['day'],
  defaultSort: '-day',
  filters: {
    account: anyOf(id),
    import: id.optional(),
    what: anyOf(z.enum(WHATS)),
    from: day.optional(),
    to: day.optional(),
  },
  item: bankLine,
})

export const importRow = z.object({
  id,
  accountId: id,
  fileName: z.string(),
  format: z.enum(FORMATS),
  lines: z.int(),
  fresh: z.int(),
  from: day.nullable(),
  to: day.nullable(),
  importedAt: instant,
})
export type ImportRow = z.infer<typeof importRow>

export const listImports = listEndpoint({
  name: 'banking.list-imports',
  path: '/api/bank-imports',
  access: 'banking.read',
  summary: 'Files of banks that were imported, the latest first.',
  sorts: ['importedAt'],
  defaultSort: '-importedAt',
  filters: { account: anyOf(id) },
  item: importRow,
})

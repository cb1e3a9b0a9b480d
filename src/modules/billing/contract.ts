/**
 * Billing over HTTP. Amounts are whole cents with their currency; instants are ISO strings in UTC, days those of the ISP's
 * zone. Who works at some sites sees what subscribers at those owe.
 */
import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { money, moneyOnWire } from '#kernel/money.ts'
import { text } from '#kernel/text.ts'
import { TAX_MODES } from '#modules/catalog/contract.ts'
import { ADJUSTMENT_KINDS } from './contract/adjustments.ts'
import { dispute } from './contract/dunning.ts'

export * from './contract/adjustments.ts'
export * from './contract/extras.ts'
export * from './contract/ahead.ts'
export * from './contract/campaign.ts'
export * from './contract/dunning.ts'
export * from './contract/leaving.ts'
export * from './contract/plan-quotes.ts'
export * from './contract/portal.ts'
export * from './contract/quotations.ts'
export * from './contract/runs.ts'
export * from './contract/service-level.ts'

const instant = z.iso.datetime()
const author = z.object({ kind: z.enum(['staff', 'subscriber', 'system']), id: z.string() })
const owner = z.object({ id: z.uuid(), number: z.string(), name: z.string() })
const words = z.object({ en: z.string(), sw: z.string() })

/** `overdue` is open and due before today. */
export const INVOICE_STATES = ['open', 'overdue', 'settled'] as const
export type InvoiceState = (typeof INVOICE_STATES)[number]
/** By which invoices are found: a disputed one is open or overdue besides. */
export const INVOICE_FILTERS = [...INVOICE_STATES, 'disputed'] as const

export const invoiceRow = z.object({
  id,
  code: z.string(),
  subscriber: owner,
  issuedOn: date,
  dueOn: date,
  gross: moneyOnWire,
  open: moneyOnWire,
  state: z.enum(INVOICE_STATES),
})
export type InvoiceRow = z.infer<typeof invoiceRow>

export const listInvoices = listEndpoint({
  name: 'billing.list-invoices',
  path: '/api/invoices',
  access: 'billing.read',
  reach: 'site',
  summary: 'Invoices; searches the number of the invoice and of the subscriber.',
  personal: true,
  sorts: ['issuedAt', 'dueOn', 'amount'],
  defaultSort: '-issuedAt',
  filters: {
    state: anyOf(z.enum(INVOICE_FILTERS)),
    subscriber: id.optional(),
    from: date.optional(),
    to: date.optional(),
  },
  item: invoiceRow,
})

const totals = {
  net: moneyOnWire,
  excise: moneyOnWire,
  taxable: moneyOnWire,
  vat: moneyOnWire,
  gross: moneyOnWire,
}

export const invoiceLine = z.object({
  id,
  place: z.int(),
  words,
  serviceId: id.nullable(),
  from: instant.nullable(),
  to: instant.nullable(),
  quantity: z.string(),
  ...totals,
  /** In percent, hundredths: what each tax was levied at. */
  rates: z.array(z.object({ id: z.string(), rate_bp: z.int() })),
  creditedNet: moneyOnWire,
  creditableNet: moneyOnWire,
})
export type InvoiceLine = z.infer<typeof invoiceLine>

const invoiceLineRow = invoiceLine.extend({
  /** The number of the service, as it stands on paper. */
  service: z.string().nullable(),
})
export type InvoiceLineRow = z.infer<typeof invoiceLineRow>

export const listInvoiceLines = listEndpoint({
  name: 'billing.list-invoice-lines',
  path: '/api/invoices/:invoiceId/lines',
  access: 'billing.read',
  reach: 'site',
  summary: 'The lines of one invoice; searches their words and the number of the service.',
  personal: true,
  sorts: ['place'],
  defaultSort: 'place',
  filters: {
    invoiceId: id,
    /** Those of which something can still be credited. */
    creditable: z.literal('yes').optional(),
  },
  item: invoiceLineRow,
})

/** What settles an invoice: money, a credit note, or what was booked by hand. Below zero, that was undone. */
export const SETTLED_BY = ['wallet', 'credit-note', ...ADJUSTMENT_KINDS] as const

/** A page with more takes seconds to come, and nobody reads it. */
export const LINES_SHOWN_MAX = 1_000

export const invoice = invoiceRow.extend({
  issuedAt: instant,
  ...totals,
  settled: moneyOnWire,
  /** The first of them in their order. */
  lines: z.array(invoiceLine).max(LINES_SHOWN_MAX),
  linesInAll: z.int(),
  settlements: z.array(
    z.object({
      source: z.enum(SETTLED_BY),
      /** Of the credit note, or of the certificate. */
      code: z.string().nullable(),
      amount: moneyOnWire,
      at: instant,
    }),
  ),
  /** The latest first. */
  disputes: z.array(dispute),
  /** What of it waits for a certificate of withheld tax. */
  awaited: moneyOnWire,
  creditNotes: z.array(
    z.object({
      id,
      code: z.string(),
      issuedAt: instant,
      reason: z.string(),
      gross: moneyOnWire,
      toWallet: moneyOnWire,
    }),
  ),
  seller: z.object({
    name: z.string(),
    legalName: z.string(),
    kraPin: z.string().nullable(),
    vatRegistered: z.boolean(),
    address: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
  }),
  buyer: z.object({ kraPin: z.string().nullable(), address: z.string().nullable() }),
  by: author,
})
export type Invoice = z.infer<typeof invoice>

export const readInvoice = endpoint({
  name: 'billing.read-invoice',
  method: 'GET',
  path: '/api/invoices/:invoiceId',
  access: 'billing.read',
  reach: 'site',
  summary: 'One invoice with its lines, taxes, what settled it, and its credit notes.',
  input: z.object({ invoiceId: id }),
  reply: invoice,
  personal: true,
})

export const nextPrice = z.object({
  serviceId: id,
  number: z.string(),
  plan: z.string(),
  paidUntil: instant.nullable(),
  autoRenew: z.boolean(),
  /** The period that the next payment buys. */
  from: instant,
  to: instant,
  price: moneyOnWire,
  /** What the wallet lacks for it; zero: it is there. */
  missing: moneyOnWire,
  lines: z.array(words),
})
export type NextPrice = z.infer<typeof nextPrice>

export const moneyOf = z.object({
  subscriberId: id,
  wallet: moneyOnWire,
  owed: moneyOnWire,
  overdue: moneyOnWire,
  /** Of what is overdue, the earliest due. */
  overdueSince: date.nullable(),
  openInvoices: z.int(),
  next: z.array(nextPrice),
  /** What the wallet lacks for all of `next` that it is asked for together. */
  lacking: moneyOnWire,
})
export type MoneyOf = z.infer<typeof moneyOf>

export const readMoney = endpoint({
  name: 'billing.read-money',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/money',
  access: 'billing.read',
  reach: 'site',
  summary: 'What a subscriber has, owes, and will pay next.',
  input: z.object({ subscriberId: id }),
  reply: moneyOf,
})

export const STATEMENT_KINDS = [
  'payment',
  'payment-reversed',
  'refund',
  'invoice',
  'credit-note',
  'goodwill',
  'write-off',
  'recovery',
  'withheld',
  'deposit',
  'other',
] as const

export const statement = z.object({
  from: date,
  to: date,
  /** Above zero: the subscriber owes it. Below: it is theirs. */
  before: moneyOnWire,
  entries: z.array(
    z.object({
      /** Of the ledger's journal. */
      id,
      at: instant,
      kind: z.enum(STATEMENT_KINDS),
      memo: z.string(),
      /** Of the invoice, credit note or payment. */
      subjectId: id.nullable(),
      amount: moneyOnWire,
      balance: moneyOnWire,
    }),
  ),
  after: moneyOnWire,
})
export type Statement = z.infer<typeof statement>

export const readStatement = endpoint({
  name: 'billing.read-statement',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/statement',
  access: 'billing.read',
  reach: 'site',
  summary: 'Everything that a subscriber was charged and paid, with the running balance.',
  input: z.object({ subscriberId: id, from: date.optional(), to: date.optional() }),
  reply: statement,
})

const chargeInput = z.object({
  subscriberId: id,
  /** Made by the sender, so that a repetition is the same invoice. */
  id,
  /** Of the catalog, where it is one of its products; what it says and costs is given all the same. */
  productId: id.nullable().default(null),
  words: z.object({ en: text({ max: 80 }), sw: text({ max: 80, min: 0 }) }),
  amount: money,
  quantity: z.int().min(1).max(10_000).default(1),
  taxMode: z.enum(TAX_MODES),
  taxClassId: z.string().min(1, 'A price needs a tax class.').max(40),
  /** As the subscriber's terms say, unless given. */
  dueInDays: z.int().min(0).max(180).optional(),
  /** Why, for colleagues; it is not on the invoice. */
  reason: text({ max: 300, min: 0 }).default(''),
})

export const chargeSubscriber = endpoint({
  name: 'billing.charge-subscriber',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/charges',
  access: 'billing.charge',
  reach: 'site',
  summary: 'Invoices something that is sold once, such as an installation.',
  input: chargeInput,
  reply: invoice,
  personal: true,
})

export const chargePreview = z.object({
  words,
  ...totals,
  /** What the wallet settles of it at once, after what is overdue. */
  fromWallet: moneyOnWire,
  dueOn: date,
})
export type ChargePreview = z.infer<typeof chargePreview>

export const previewCharge = endpoint({
  name: 'billing.preview-charge',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/charges/preview',
  access: 'billing.charge',
  reach: 'site',
  summary: 'What a charge would come to, with its taxes. Changes nothing.',
  input: chargeInput,
  reply: chargePreview,
})

/** Lines on one credit note. */
export const CREDITED_AT_ONCE_MAX = 200

export const creditInvoice = endpoint({
  name: 'billing.credit-invoice',
  method: 'POST',
  path: '/api/invoices/:invoiceId/credit-notes',
  access: 'billing.credit',
  reach: 'site',
  summary: 'Takes back part of an invoice by a credit note, with the same taxes.',
  input: z.object({
    invoiceId: id,
    reason: text({ max: 300, min: 3 }),
    /** How much of each line, before tax. */
    lines: z.array(z.object({ lineId: id, net: money })).max(CREDITED_AT_ONCE_MAX),
  }),
  reply: invoice,
  personal: true,
  stepUp: true,
})

export const creditPreview = z.object({
  ...totals,
  /** What it lowers of what is open, and what was paid and goes into the wallet. */
  lowers: moneyOnWire,
  toWallet: moneyOnWire,
})

export const previewCredit = endpoint({
  name: 'billing.preview-credit',
  method: 'POST',
  path: '/api/invoices/:invoiceId/credit-notes/preview',
  access: 'billing.credit',
  reach: 'site',
  summary: 'What a credit note would come to, with its taxes. Changes nothing.',
  input: z.object({
    invoiceId: id,
    lines: z.array(z.object({ lineId: id, net: money })).max(CREDITED_AT_ONCE_MAX),
  }),
  reply: creditPreview,
})

export const renewService = endpoint({
  name: 'billing.renew-service',
  method: 'POST',
  path: '/api/services/:serviceId/renew',
  access: 'billing.charge',
  reach: 'site',
  summary: 'Buys the next period of a prepaid service from the wallet.',
  input: z.object({ serviceId: id }),
  reply: moneyOf,
})

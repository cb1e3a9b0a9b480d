import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { money, moneyOnWire } from '#kernel/money.ts'
import { text } from '#kernel/text.ts'
import { payment } from './payments.ts'
import { author, instant } from './shapes.ts'

// ───────────────────────────────────────────── what shortcodes hold

export const balance = z.object({
  shortcode: z.object({ id, name: z.string(), number: z.string() }),
  account: z.object({ code: z.int(), name: z.string() }),
  /** Whether M-Pesa can be asked: by an initiator only. */
  canAsk: z.boolean(),
  /** The last thing that M-Pesa said; null: nothing yet. */
  told: z
    .object({
      at: instant,
      amount: moneyOnWire,
      parts: z.array(z.object({ name: z.string(), amount: moneyOnWire })),
    })
    .nullable(),
  /** When it was asked since, without an answer so far, or with one that was none. */
  asked: z.object({ at: instant, failed: z.string().nullable() }).nullable(),
})
export type Balance = z.infer<typeof balance>

export const readBalances = endpoint({
  name: 'payments.read-balances',
  method: 'GET',
  path: '/api/mpesa/balances',
  access: 'payments.read',
  summary: 'What M-Pesa says that our shortcodes hold, next to what the books say.',
  input: z.object({}),
  reply: z.object({
    balances: z.array(balance),
    /** By the ledger's account, as of the last answer of each: several shortcodes may share one. */
    accounts: z.array(
      z.object({
        code: z.int(),
        name: z.string(),
        told: moneyOnWire,
        booked: moneyOnWire,
        /** Whether every shortcode of it has answered; else the two say nothing of each other. */
        isWhole: z.boolean(),
      }),
    ),
  }),
})
export type Balances = z.infer<typeof readBalances.reply>

export const askBalances = endpoint({
  name: 'payments.ask-balances',
  method: 'POST',
  path: '/api/mpesa/balances/ask',
  access: 'payments.reconcile',
  summary: 'Asks M-Pesa what our shortcodes hold; the answers come by themselves, within seconds.',
  input: z.object({}),
  reply: readBalances.reply,
})

// ───────────────────────────────────────────── reversals that we ask for

export const askReversal = endpoint({
  name: 'payments.ask-reversal',
  method: 'POST',
  path: '/api/payments/:paymentId/ask-reversal',
  access: 'payments.reverse',
  reach: 'site',
  summary:
    'Has M-Pesa send all of a payment back to its payer. What it bought is taken back when M-Pesa says that it did.',
  input: z.object({ paymentId: id, reason: text({ max: 300, min: 3 }) }),
  reply: payment,
  personal: true,
  stepUp: true,
})

// ───────────────────────────────────────────── money to other businesses

export const BUSINESS_PAYMENT_STATES = ['asked', 'paid', 'failed'] as const
export type BusinessPaymentState = (typeof BUSINESS_PAYMENT_STATES)[number]
const digits = z.string().regex(/^\d{5,9}$/, 'Five to nine digits, as payers type it.')

export const businessPayment = z.object({
  id,
  shortcode: z.object({ id, name: z.string(), number: z.string() }),
  to: z.object({
    kind: z.enum(['paybill', 'till']),
    number: z.string(),
    account: z.string().nullable(),
  }),
  amount: moneyOnWire,
  bookedTo: z.object({ code: z.int(), name: z.string() }),
  reason: z.string(),
  state: z.enum(BUSINESS_PAYMENT_STATES),
  receipt: z.string().nullable(),
  whyFailed: z.string().nullable(),
  /** How its order stands at M-Pesa; `unknown`: it may have arrived. */
  order: z.enum(['sending', 'sent', 'unknown', 'done', 'failed']),
  /** Nobody asks M-Pesa any more: a person has to say what became of it. */
  waitsForPerson: z.boolean(),
  askedAt: instant,
  settledAt: instant.nullable(),
  by: author,
})
export type BusinessPayment = z.infer<typeof businessPayment>

export const listBusinessPayments = listEndpoint({
  name: 'payments.list-business-payments',
  path: '/api/business-payments',
  access: 'payments.read',
  summary: 'Money that was sent to paybills and tills of others, the latest first unless said.',
  sorts: ['askedAt'],
  defaultSort: '-askedAt',
  filters: { state: anyOf(z.enum(BUSINESS_PAYMENT_STATES)) },
  item: businessPayment,
})

export const payBusiness = endpoint({
  name: 'payments.pay-business',
  method: 'POST',
  path: '/api/business-payments',
  access: 'payments.send',
  summary:
    'Sends money of a shortcode to a paybill or till: a bank account of ours, a utility, a supplier. Once.',
  input: z.object({
    /** Made by the sender, so that a repetition sends nothing. */
    id,
    shortcodeId: id,
    to: z.object({
      kind: z.enum(['paybill', 'till']),
      number: digits,
      /** What the receiver asks payers to type; tills ask for nothing. */
      account: z
        .string()
        .trim()
        .regex(/^[A-Za-z0-9-]{1,13}$/, 'At most 13 letters and digits.')
        .nullable(),
    }),
    amount: money,
    /** Account of the ledger where it is from then on. */
    bookedTo: z.int(),
    reason: text({ max: 300, min: 3 }),
  }),
  reply: businessPayment,
  stepUp: true,
})

export const settleBusinessPayment = endpoint({
  name: 'payments.settle-business-payment',
  method: 'POST',
  path: '/api/business-payments/:businessPaymentId/settle',
  access: 'payments.send',
  summary:
    'Says what became of a payment to a business of which M-Pesa says nothing, by what its portal or the receiver shows.',
  input: z.object({
    businessPaymentId: id,
    /** With its receipt: it arrived. Without one: it never left. */
    receipt: text({ max: 20 }).nullable(),
    reason: text({ max: 300, min: 3 }),
  }),
  reply: businessPayment,
  stepUp: true,
})

import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { money, moneyOnWire } from '#kernel/money.ts'
import { text } from '#kernel/text.ts'
import { PAY_OUT_STATES, refundRow } from './refunds.ts'
import {
  author,
  date,
  instant,
  MATCHED_BY,
  owner,
  PAYMENT_STATES,
  RAILS,
  version,
} from './shapes.ts'

/** A line of the list. */
export const paymentRow = z.object({
  id,
  /** For people; may have gaps. */
  number: z.string(),
  rail: z.enum(RAILS),
  receipt: z.string(),
  channel: z.string(),
  amount: moneyOnWire,
  state: z.enum(PAYMENT_STATES),
  /** Null: nobody's yet. */
  owner: owner.nullable(),
  paidAt: instant,
  receivedAt: instant,
})
export type PaymentRow = z.infer<typeof paymentRow>

export const payment = paymentRow.extend({
  matchedBy: z.enum(MATCHED_BY).nullable(),
  /** What the payer typed as the account. */
  account: z.string().nullable(),
  payer: z
    .object({
      name: z.string().nullable(),
      phone: z.string().nullable(),
      /** What was told of a phone that is not known whole: its ends, or its hash. */
      told: z.string().nullable(),
    })
    .nullable(),
  note: z.string().nullable(),
  into: z.object({ code: z.int(), name: z.string() }),
  /** Other channels that told of the same receipt; `differs`: of another amount. */
  sightings: z.array(
    z.object({ channel: z.string(), amount: moneyOnWire, seenAt: instant, differs: z.boolean() }),
  ),
  assignments: z.array(
    z.object({ to: owner.nullable(), reason: z.string(), at: instant, by: author }),
  ),
  refunds: z.array(refundRow),
  /** What can still be given back. */
  refundable: moneyOnWire,
  /** The last time that we asked M-Pesa to take it back; `isOver`: nobody asks what became of it any more. */
  reversal: z
    .object({
      state: z.enum(PAY_OUT_STATES),
      said: z.string().nullable(),
      askedAt: instant,
      isOver: z.boolean(),
    })
    .nullable(),
  by: author,
  version,
})
export type Payment = z.infer<typeof payment>

export const listPayments = listEndpoint({
  name: 'payments.list-payments',
  path: '/api/payments',
  access: 'payments.read',
  reach: 'site',
  summary: 'Payments; searches receipt, account number and the payer’s phone.',
  personal: true,
  sorts: ['receivedAt', 'paidAt', 'amount'],
  defaultSort: '-receivedAt',
  filters: {
    state: anyOf(z.enum(PAYMENT_STATES)),
    rail: anyOf(z.enum(RAILS)),
    subscriber: id.optional(),
    from: date.optional(),
    to: date.optional(),
    only: z.enum(['all', 'told-differently', 'refunded']).default('all'),
  },
  item: paymentRow,
})

const paymentId = z.object({ paymentId: id })

export const readPayment = endpoint({
  name: 'payments.read-payment',
  method: 'GET',
  path: '/api/payments/:paymentId',
  access: 'payments.read',
  reach: 'site',
  summary: 'One payment with who paid it, whose it is, and what became of it.',
  input: paymentId,
  reply: payment,
  personal: true,
})

export const recordPayment = endpoint({
  name: 'payments.record-payment',
  method: 'POST',
  path: '/api/payments',
  access: 'payments.record',
  reach: 'site',
  summary:
    'Books money that a member of staff took or saw: cash, a bank slip, a cheque, a receipt in a message.',
  input: z.object({
    /** Made by the sender, so that a repetition books nothing. */
    id,
    /** Null: nobody knows yet; it waits in suspense. */
    subscriberId: id.nullable(),
    rail: z.enum(RAILS),
    /** Required but for cash. */
    receipt: text({ max: 80 }).nullable(),
    amount: money,
    paidOn: date,
    note: text({ max: 300 }).nullable(),
  }),
  reply: payment,
  personal: true,
})

const reason = text({ max: 300, min: 3 })

export const assignPayment = endpoint({
  name: 'payments.assign-payment',
  method: 'POST',
  path: '/api/payments/:paymentId/assign',
  access: 'payments.assign',
  summary: 'Gives a payment in suspense to its owner.',
  input: paymentId.extend({ subscriberId: id, reason }),
  reply: payment,
  personal: true,
})

export const unassignPayment = endpoint({
  name: 'payments.unassign-payment',
  method: 'POST',
  path: '/api/payments/:paymentId/unassign',
  access: 'payments.assign',
  reach: 'site',
  summary: 'Takes a payment from somebody whose it was not, back into suspense.',
  input: paymentId.extend({
    reason,
    /** What if they have spent it: refuse, or let them owe it. */
    whenSpent: z.enum(['refuse', 'let-them-owe']).default('refuse'),
  }),
  reply: payment,
  personal: true,
  stepUp: true,
})

export const reversePayment = endpoint({
  name: 'payments.reverse-payment',
  method: 'POST',
  path: '/api/payments/:paymentId/reverse',
  access: 'payments.reverse',
  reach: 'site',
  summary:
    'Undoes a payment whose money is not there: taken back by the provider, or booked by mistake.',
  input: paymentId.extend({ because: z.enum(['provider', 'mistake']), reason }),
  reply: payment,
  personal: true,
  stepUp: true,
})

/** What speaks for somebody whose money a payment may be. */
export const SIGNS = [
  'number',
  'service-number',
  'typed-phone',
  'payer-phone',
  'payer-ends',
  'slip',
  'two-slips',
  'payer-name',
  'typed-name',
  'paid-before',
  'usual-amount',
] as const
export type Sign = (typeof SIGNS)[number]

export const suggestion = z.object({
  owner,
  /** Why they may be meant, the surest first. */
  because: z.array(z.enum(SIGNS)),
  /** Of a hundred: from 80 on, with nobody near, it would have been given to them by itself. */
  score: z.int(),
})
export type Suggestion = z.infer<typeof suggestion>

export const suggestOwners = endpoint({
  name: 'payments.suggest-owners',
  method: 'GET',
  path: '/api/payments/:paymentId/suggestions',
  access: 'payments.assign',
  summary: 'Who may be meant by a payment in suspense, the surest first. A person decides.',
  input: paymentId,
  reply: z.object({ suggestions: z.array(suggestion) }),
  personal: true,
})

export const readSuspense = endpoint({
  name: 'payments.read-suspense',
  method: 'GET',
  path: '/api/payments/suspense',
  access: 'payments.read',
  summary: 'How much waits without an owner, by how long it waits.',
  input: z.object({}),
  reply: z.object({
    total: moneyOnWire,
    ages: z.array(
      z.object({
        /** Of the age: up to a day, three days, a week, a month, and longer. */
        upTo_days: z.int().nullable(),
        payments: z.int(),
        amount: moneyOnWire,
      }),
    ),
    oldestAt: instant.nullable(),
  }),
})
export type Suspense = z.infer<typeof readSuspense.reply>

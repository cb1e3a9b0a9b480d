import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { money, moneyOnWire } from '#kernel/money.ts'
import { phone } from '#kernel/phone.ts'
import { text } from '#kernel/text.ts'
import { author, instant, owner, REFUND_STATES } from './shapes.ts'

export const PAY_OUT_STATES = ['sending', 'sent', 'unknown', 'done', 'failed'] as const

export const refundRow = z.object({
  id,
  paymentId: id,
  owner: owner.nullable(),
  amount: moneyOnWire,
  state: z.enum(REFUND_STATES),
  reason: z.string(),
  /** Of the rail, once it is paid. */
  receipt: z.string().nullable(),
  whyFailed: z.string().nullable(),
  /** How it stands with M-Pesa, where it was sent by it; `unknown`: it may have arrived. */
  payOut: z.object({ state: z.enum(PAY_OUT_STATES), said: z.string().nullable() }).nullable(),
  askedAt: instant,
  settledAt: instant.nullable(),
  by: author,
})
export type RefundRow = z.infer<typeof refundRow>

export const listRefunds = listEndpoint({
  name: 'payments.list-refunds',
  path: '/api/refunds',
  access: 'payments.read',
  reach: 'site',
  summary: 'Refunds, the latest first unless said.',
  personal: true,
  sorts: ['askedAt'],
  defaultSort: '-askedAt',
  filters: { state: anyOf(z.enum(REFUND_STATES)) },
  item: refundRow,
})

const reason = text({ max: 300, min: 3 })
const refundId = z.object({ refundId: id })

export const askRefund = endpoint({
  name: 'payments.ask-refund',
  method: 'POST',
  path: '/api/payments/:paymentId/refunds',
  access: 'payments.refund',
  reach: 'site',
  summary: 'Takes money out of the wallet, to be given back to whoever paid.',
  input: z.object({
    paymentId: id,
    /** Made by the sender, so that a repetition asks once. */
    id,
    amount: money,
    reason,
  }),
  reply: refundRow,
  personal: true,
  stepUp: true,
})

export const sendRefund = endpoint({
  name: 'payments.send-refund',
  method: 'POST',
  path: '/api/refunds/:refundId/send',
  access: 'payments.refund',
  reach: 'site',
  summary: 'Has M-Pesa pay a refund to a phone. It is sent once.',
  input: refundId.extend({ phone }),
  reply: refundRow,
  personal: true,
  stepUp: true,
})

export const confirmRefund = endpoint({
  name: 'payments.confirm-refund',
  method: 'POST',
  path: '/api/refunds/:refundId/confirm',
  access: 'payments.refund',
  reach: 'site',
  summary: 'Says that a refund has reached the payer, with its receipt.',
  input: refundId.extend({ receipt: text({ max: 80 }) }),
  reply: refundRow,
  personal: true,
  stepUp: true,
})

export const failRefund = endpoint({
  name: 'payments.fail-refund',
  method: 'POST',
  path: '/api/refunds/:refundId/fail',
  access: 'payments.refund',
  reach: 'site',
  summary:
    'Says that a refund did not reach the payer: the money goes to whoever owns the payment, or back to suspense.',
  input: refundId.extend({ why: reason }),
  reply: refundRow,
  personal: true,
  stepUp: true,
})

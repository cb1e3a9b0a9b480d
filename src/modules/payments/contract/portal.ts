import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { listEndpoint } from '#kernel/list.ts'
import { money, moneyOnWire } from '#kernel/money.ts'
import { phone } from '#kernel/phone.ts'
import { PROMPT_STATES, SHORTCODE_KINDS } from './mpesa.ts'
import { instant, RAILS } from './shapes.ts'

/** What a payer types by hand. */
const byHand = z.object({
  kind: z.enum(SHORTCODE_KINDS),
  number: z.string(),
  account: z.string(),
})

export const readHowToPay = endpoint({
  name: 'payments.read-how-to-pay',
  method: 'GET',
  path: '/api/portal/how-to-pay',
  access: 'subscriber',
  summary: 'The paybill or till, and the account number to type there',
  input: z.object({}),
  reply: z.object({ byHand: byHand.nullable() }),
})

/** A prompt on a phone, as whoever asked for it sees it. */
export const myPrompt = z.object({
  id,
  amount: moneyOnWire,
  state: z.enum(PROMPT_STATES),
  why: z.string().nullable(),
  againAt: instant.nullable(),
  byHand,
})
export type MyPrompt = z.infer<typeof myPrompt>

export const askMeToPay = endpoint({
  name: 'payments.ask-me-to-pay',
  method: 'POST',
  path: '/api/portal/prompts',
  access: 'subscriber',
  summary: 'Puts an M-Pesa prompt on a phone, to pay into one’s own wallet',
  pace: 'heavy',
  input: z.object({ id, phone, amount: money }),
  reply: myPrompt,
})

export const readMyPrompt = endpoint({
  name: 'payments.read-my-prompt',
  method: 'GET',
  path: '/api/portal/prompts/:promptId',
  access: 'subscriber',
  summary: 'What became of a prompt that one asked for',
  input: z.object({ promptId: id }),
  reply: myPrompt,
})

export const listMyPayments = listEndpoint({
  name: 'payments.list-my-payments',
  path: '/api/portal/payments',
  access: 'subscriber',
  summary: 'What the one who asks has paid',
  sorts: ['paidAt'],
  defaultSort: '-paidAt',
  filters: {},
  item: z.object({
    id,
    receipt: z.string(),
    rail: z.enum(RAILS),
    amount: moneyOnWire,
    paidAt: instant,
  }),
})

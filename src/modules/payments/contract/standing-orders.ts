import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { money, moneyOnWire } from '#kernel/money.ts'
import { phone } from '#kernel/phone.ts'
import { author, date, instant, owner } from './shapes.ts'

export const FREQUENCIES = [
  'daily',
  'weekly',
  'monthly',
  'every-two-months',
  'quarterly',
  'half-yearly',
  'yearly',
] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** `open`: on the payer's phone. `lapsed`: executions stopped coming. `ended`: cancelled, or over. */
export const STANDING_STATES = ['asking', 'open', 'active', 'failed', 'lapsed', 'ended'] as const
export type StandingState = (typeof STANDING_STATES)[number]
/** Of these a subscriber has one at most. */
export const LIVING: readonly StandingState[] = ['asking', 'open', 'active']

/** A standing order as its payer sees it. */
export const myStandingOrder = z.object({
  id,
  phone: z.string(),
  amount: moneyOnWire,
  frequency: z.enum(FREQUENCIES),
  startsOn: date,
  endsOn: date,
  state: z.enum(STANDING_STATES),
  /** Why it failed, as a result code of M-Pesa. */
  why: z.string().nullable(),
  nextOn: date.nullable(),
  paidOn: date.nullable(),
  missed: z.int(),
  askedAt: instant,
  /** Nobody can cancel it but whoever holds the phone: M-Pesa has no way for us. */
  to: z.object({ number: z.string(), account: z.string() }),
})
export type MyStandingOrder = z.infer<typeof myStandingOrder>

export const standingOrder = myStandingOrder.extend({ owner, by: author })
export type StandingOrder = z.infer<typeof standingOrder>

const asked = z.object({
  /** Made by the sender, so that a repetition asks once. */
  id,
  phone,
  amount: money,
  frequency: z.enum(FREQUENCIES),
  /** Tomorrow, unless said. */
  startsOn: date.nullable(),
  /** A year from the start, unless said. */
  endsOn: date.nullable(),
})

export const listStandingOrders = listEndpoint({
  name: 'payments.list-standing-orders',
  path: '/api/standing-orders',
  access: 'payments.read',
  reach: 'site',
  summary: 'Standing orders at M-Pesa (Ratiba), the latest first unless said.',
  personal: true,
  sorts: ['askedAt'],
  defaultSort: '-askedAt',
  filters: { state: anyOf(z.enum(STANDING_STATES)), subscriber: id.optional() },
  item: standingOrder,
})

export const askStandingOrder = endpoint({
  name: 'payments.ask-standing-order',
  method: 'POST',
  path: '/api/standing-orders',
  access: 'payments.ask',
  reach: 'site',
  summary:
    'Asks a phone to agree to a standing order for a subscriber; whole shillings, rounded up. One lives at a time.',
  input: asked.extend({ subscriberId: id }),
  reply: standingOrder,
  personal: true,
})

export const endStandingOrder = endpoint({
  name: 'payments.end-standing-order',
  method: 'POST',
  path: '/api/standing-orders/:standingOrderId/end',
  access: 'payments.ask',
  reach: 'site',
  summary:
    'Says that the payer has cancelled a standing order on their phone. Money that comes nevertheless is an ordinary payment.',
  input: z.object({ standingOrderId: id }),
  reply: standingOrder,
  personal: true,
})

export const listMyStandingOrders = endpoint({
  name: 'payments.list-my-standing-orders',
  method: 'GET',
  path: '/api/portal/standing-orders',
  access: 'subscriber',
  summary: 'Standing orders into one’s own wallet, the latest first',
  input: z.object({}),
  reply: z.object({ standingOrders: z.array(myStandingOrder) }),
})

export const askMyStandingOrder = endpoint({
  name: 'payments.ask-my-standing-order',
  method: 'POST',
  path: '/api/portal/standing-orders',
  access: 'subscriber',
  summary: 'Asks a phone to agree to a standing order into one’s own wallet',
  pace: 'heavy',
  input: asked,
  reply: myStandingOrder,
})

export const endMyStandingOrder = endpoint({
  name: 'payments.end-my-standing-order',
  method: 'POST',
  path: '/api/portal/standing-orders/:standingOrderId/end',
  access: 'subscriber',
  summary: 'Says that one’s standing order was cancelled on the phone',
  input: z.object({ standingOrderId: id }),
  reply: myStandingOrder,
})

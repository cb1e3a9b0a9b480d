import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { phone } from '#kernel/phone.ts'
import { text } from '#kernel/text.ts'
import { CLAIM_WHYS } from './claim-words.ts'
import { instant, owner } from './shapes.ts'

export const CLAIM_STATES = ['waiting', 'given', 'refused'] as const
export type ClaimState = (typeof CLAIM_STATES)[number]

/** What became of a claim, as whoever made it sees it. */
export const myClaim = z.object({
  id,
  receipt: z.string(),
  state: z.enum(CLAIM_STATES),
  /** In words: `CLAIM_WORDS`. */
  why: z.enum(CLAIM_WHYS).nullable(),
  /** What the receipt brought, once it is theirs. */
  amount: moneyOnWire.nullable(),
})
export type MyClaim = z.infer<typeof myClaim>

export const claimMyPayment = endpoint({
  name: 'payments.claim-my-payment',
  method: 'POST',
  path: '/api/portal/claims',
  access: 'subscriber',
  summary: 'Says that an M-Pesa payment is one’s own, by its receipt code',
  pace: 'guess',
  input: z.object({
    /** Made by the sender, so that a repetition claims once. */
    id,
    /** The code, or the whole message of M-Pesa. */
    receipt: text({ max: 400 }),
    /** That paid, where it is not one of their own. */
    phone: phone.nullable().default(null),
  }),
  reply: myClaim,
})

export const readMyClaim = endpoint({
  name: 'payments.read-my-claim',
  method: 'GET',
  path: '/api/portal/claims/:claimId',
  access: 'subscriber',
  summary: 'What became of a claim of one’s own',
  input: z.object({ claimId: id }),
  reply: myClaim,
})

export const claim = z.object({
  id,
  receipt: z.string(),
  /** Null: somebody at the captive page. */
  owner: owner.nullable(),
  purpose: z.string().nullable(),
  phone: z.string().nullable(),
  state: z.enum(CLAIM_STATES),
  why: z.enum(CLAIM_WHYS).nullable(),
  paymentId: id.nullable(),
  claimedAt: instant,
  settledAt: instant.nullable(),
})
export type Claim = z.infer<typeof claim>

export const listClaims = listEndpoint({
  name: 'payments.list-claims',
  path: '/api/claims',
  access: 'payments.assign',
  summary:
    'Receipts that people say are theirs, the latest first unless said; searches the receipt.',
  personal: true,
  sorts: ['claimedAt'],
  defaultSort: '-claimedAt',
  filters: { state: anyOf(z.enum(CLAIM_STATES)) },
  item: claim,
})

export const claimForSubscriber = endpoint({
  name: 'payments.claim-for-subscriber',
  method: 'POST',
  path: '/api/claims',
  access: 'payments.assign',
  summary:
    'Looks for a receipt that a subscriber reads out, and gives it to them if it may be theirs.',
  input: z.object({
    id,
    subscriberId: id,
    receipt: text({ max: 400 }),
    phone: phone.nullable().default(null),
  }),
  reply: claim,
  personal: true,
})

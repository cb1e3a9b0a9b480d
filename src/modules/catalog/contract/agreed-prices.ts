import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { text } from '#kernel/text.ts'
import { author, date, instant, key, price, share_bp } from './shapes.ts'

/** A price that was agreed with one contract, subscriber or service. It wins over phases, and over price rules unless it says otherwise. */
export const agreedInput = z
  .object({
    holderKind: z.enum(['contract', 'subscriber', 'service']),
    holderId: id,
    planId: id,
    /** Which price of the plan; null: all recurring ones. */
    componentKey: key.nullable(),
    effect: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('percent-off'), share_bp: share_bp.min(1) }),
      z.object({ kind: z.literal('price'), price }),
    ]),
    /** Whether price rules apply on top of it. */
    withRules: z.boolean(),
    from: date,
    lastDay: date.nullable(),
    reason: text({ max: 200 }),
  })
  .refine(({ from, lastDay }) => !lastDay || from <= lastDay, {
    path: ['lastDay'],
    message: 'The last day is not before the first.',
  })
export const agreedPrice = z.object({
  ...agreedInput.shape,
  id,
  state: z.enum(['on', 'ended']),
  madeAt: instant,
  madeBy: author,
})
export type AgreedPrice = z.output<typeof agreedPrice>

export const listAgreedPrices = endpoint({
  name: 'catalog.list-agreed-prices',
  method: 'GET',
  path: '/api/agreed-prices',
  access: 'catalog.read',
  summary: 'Prices agreed with some contracts, subscribers or services.',
  input: z.object({
    holderId: z.preprocess(
      (given) => (Array.isArray(given) ? given : [given]),
      z.array(id).min(1).max(20),
    ),
  }),
  reply: z.object({ prices: z.array(agreedPrice) }),
})
export const agreePrice = endpoint({
  name: 'catalog.agree-price',
  method: 'POST',
  path: '/api/agreed-prices',
  access: 'catalog.agree-prices',
  summary: 'Agrees a price with one contract, subscriber or service.',
  input: agreedInput,
  reply: agreedPrice,
})
export const endAgreedPrice = endpoint({
  name: 'catalog.end-agreed-price',
  method: 'POST',
  path: '/api/agreed-prices/:agreedPriceId/end',
  access: 'catalog.agree-prices',
  summary: 'Ends an agreed price; the usual one counts from the next period on.',
  input: z.object({ agreedPriceId: id }),
  reply: agreedPrice,
})

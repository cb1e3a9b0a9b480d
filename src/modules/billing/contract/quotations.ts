import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { longText, text } from '#kernel/text.ts'
import { SERVICE_ACCESSES } from '#modules/services/contract.ts'

const instant = z.iso.datetime()
const words = z.object({ en: z.string(), sw: z.string() })

/** `expired`: sent, and its last day is over. */
export const QUOTATION_STATES = [
  ...(['draft', 'sent', 'accepted'] as const),
  ...(['declined', 'expired', 'withdrawn'] as const),
] as const
export type QuotationState = (typeof QUOTATION_STATES)[number]

/** Each of them is ordered in the unit that accepts. */
export const QUOTED_LINES_MAX = 200

const planItem = z.object({
  kind: z.literal('plan'),
  planVersionId: id,
  /** How many services of it. */
  lines: z.int().min(1).max(QUOTED_LINES_MAX),
  access: z.enum(SERVICE_ACCESSES),
  waitsFor: z.enum(['payment', 'installation']).nullable(),
  /** Where they will be; null: where the subscriber is. */
  siteId: id.nullable(),
  /** What each of them has beside the plan, charged with each period. */
  addons: z
    .array(z.object({ productId: id, quantity: z.int().min(1).max(1000) }))
    .max(20)
    .refine((all) => new Set(all.map((one) => one.productId)).size === all.length, {
      message: 'Name each add-on once, with its quantity.',
    }),
})
const productItem = z.object({
  kind: z.literal('product'),
  productId: id,
  quantity: z.int().min(1).max(10_000),
})
export const quotedItem = z.discriminatedUnion('kind', [planItem, productItem])
export type QuotedItem = z.infer<typeof quotedItem>

const content = {
  items: z
    .array(quotedItem)
    .min(1, 'Offer at least one thing.')
    .max(50)
    .refine(
      (items) =>
        items.reduce((sum, one) => sum + (one.kind === 'plan' ? one.lines : 0), 0) <=
        QUOTED_LINES_MAX,
      { message: `At most ${QUOTED_LINES_MAX} lines in one quotation.` },
    ),
  /** On paper, below the prices. */
  notes: z.object({ en: longText({ max: 1000 }), sw: longText({ max: 1000 }) }),
  /** From the day on which it is sent; the usual number unless said. */
  validDays: z.int().min(1).max(365).optional(),
}

export const quotationRow = z.object({
  id,
  /** Null until it is sent. */
  code: z.string().nullable(),
  subscriber: z.object({ id, number: z.string(), name: z.string() }),
  state: z.enum(QUOTATION_STATES),
  /** With all taxes: what is charged once, and the first period of the rest. */
  gross: moneyOnWire,
  madeAt: instant,
  sentAt: instant.nullable(),
  /** The last day on which it can be accepted. */
  validOn: date.nullable(),
})
export type QuotationRow = z.infer<typeof quotationRow>

export const quotation = quotationRow.extend({
  version: z.int(),
  items: z.array(quotedItem),
  /** What the items are called, by the id of their plan version or product. */
  names: z.record(z.string(), words),
  notes: words,
  validDays: z.int(),
  endedAt: instant.nullable(),
  reason: z.string(),
  invoice: z.object({ id, code: z.string() }).nullable(),
  services: z.array(z.object({ id, number: z.string() })),
  siteId: id.nullable(),
})
export type Quotation = z.infer<typeof quotation>

export const listQuotations = listEndpoint({
  name: 'billing.list-quotations',
  path: '/api/quotations',
  access: 'billing.read',
  reach: 'site',
  summary: 'Quotations; searches the number of the quotation and of the subscriber.',
  personal: true,
  sorts: ['madeAt', 'amount'],
  defaultSort: '-madeAt',
  filters: { state: anyOf(z.enum(QUOTATION_STATES)), subscriber: id.optional() },
  item: quotationRow,
})

const one = z.object({ quotationId: id })
const seen = one.extend({ version: z.int().min(1) })
const its = { reach: 'site', reply: quotation, personal: true } as const
const writing = { ...its, method: 'POST', access: 'billing.quote' } as const

export const readQuotation = endpoint({
  ...its,
  name: 'billing.read-quotation',
  method: 'GET',
  path: '/api/quotations/:quotationId',
  access: 'billing.read',
  summary: 'One quotation with what is offered and what came of it.',
  input: one,
})

export const writeQuotation = endpoint({
  ...writing,
  name: 'billing.write-quotation',
  path: '/api/subscribers/:subscriberId/quotations',
  summary: 'Writes a draft of a quotation, priced as of now.',
  input: z.object({
    subscriberId: id,
    /** Made by the sender, so that a repetition is the same quotation. */
    id,
    ...content,
  }),
})

export const changeQuotation = endpoint({
  ...writing,
  name: 'billing.change-quotation',
  method: 'PUT',
  path: '/api/quotations/:quotationId',
  summary: 'Changes a draft, and prices it anew.',
  input: seen.extend(content),
})

export const sendQuotation = endpoint({
  ...writing,
  name: 'billing.send-quotation',
  path: '/api/quotations/:quotationId/send',
  summary:
    'Prices a draft a last time, numbers it, and freezes it: from now on it can be accepted.',
  input: seen,
})

export const acceptQuotation = endpoint({
  ...writing,
  name: 'billing.accept-quotation',
  path: '/api/quotations/:quotationId/accept',
  access: 'billing.accept-quotation',
  summary:
    'The subscriber takes the offer: its services are ordered and its products charged, once.',
  input: one,
})

const because = one.extend({ reason: text({ max: 300, min: 0 }).default('') })

export const declineQuotation = endpoint({
  ...writing,
  name: 'billing.decline-quotation',
  path: '/api/quotations/:quotationId/decline',
  summary: 'The subscriber does not want it.',
  input: because,
})

export const withdrawQuotation = endpoint({
  ...writing,
  name: 'billing.withdraw-quotation',
  path: '/api/quotations/:quotationId/withdraw',
  summary: 'We do not offer it any more; a draft is thrown away.',
  input: because,
})

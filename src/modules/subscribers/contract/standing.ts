import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { text } from '#kernel/text.ts'
import { author, date } from './shapes.ts'

/** What a subscriber is to prices and to the tax authority, with proof and by date. */
export const CLAIM_STATES = ['claimed', 'proven', 'refused', 'ended'] as const
export const TAX_KINDS = ['exempt', 'zero-rated', 'withholding-agent'] as const

export const claim = z.object({
  id,
  segmentId: id,
  segmentName: z.object({ en: z.string(), sw: z.string() }),
  state: z.enum(CLAIM_STATES),
  documentId: id.nullable(),
  from: date,
  /** The last day. */
  until: date.nullable(),
  /** Whether prices may count on it today. */
  holds: z.boolean(),
  by: author,
})
export const taxStanding = z.object({
  id,
  kind: z.enum(TAX_KINDS),
  from: date,
  until: date.nullable(),
  certificate: z.string(),
  documentId: id.nullable(),
  ended: z.boolean(),
  holds: z.boolean(),
  by: author,
})
const standing = z.object({ segments: z.array(claim), taxes: z.array(taxStanding) })
export type Standing = z.infer<typeof standing>
const subscriberId = z.object({ subscriberId: id })
export const readStanding = endpoint({
  name: 'subscribers.read-standing',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/standing',
  access: 'subscribers.read',
  reach: 'site',
  summary: 'Segments and tax status, those that are over included.',
  input: subscriberId,
  reply: standing,
  personal: true,
})

export const claimSegment = endpoint({
  name: 'subscribers.claim-segment',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/segments',
  access: 'subscribers.change',
  reach: 'site',
  summary:
    'Writes down that a subscriber says to be of a segment; prices count on it once it is proven.',
  input: subscriberId
    .extend({ segmentId: id, documentId: id.nullable(), from: date, until: date.nullable() })
    .superRefine(checkDays),
  reply: standing,
  personal: true,
})

export const decideClaim = endpoint({
  name: 'subscribers.decide-claim',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/segments/:claimId',
  access: 'subscribers.change-terms',
  reach: 'site',
  summary: 'Accepts the proof of a segment, refuses it, or ends it.',
  input: subscriberId.extend({ claimId: id, decision: z.enum(['proven', 'refused', 'ended']) }),
  reply: standing,
  personal: true,
})

export const setTaxStanding = endpoint({
  name: 'subscribers.set-tax-standing',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/taxes',
  access: 'subscribers.change-terms',
  reach: 'site',
  summary:
    'Exempt, zero-rated, or an agent who withholds VAT: with the number of the letter, by date.',
  input: subscriberId
    .extend({
      kind: z.enum(TAX_KINDS),
      certificate: text({ max: 60 }),
      documentId: id.nullable(),
      from: date,
      until: date.nullable(),
    })
    .superRefine(checkDays),
  reply: standing,
  personal: true,
})

export const endTaxStanding = endpoint({
  name: 'subscribers.end-tax-standing',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/taxes/:standingId/end',
  access: 'subscribers.change-terms',
  reach: 'site',
  summary: 'Ends a tax status today. What was invoiced stays as it was.',
  input: subscriberId.extend({ standingId: id }),
  reply: standing,
  personal: true,
})

function checkDays(
  { from, until }: { from: string; until: string | null },
  context: z.RefinementCtx,
) {
  if (until !== null && until < from) {
    context.addIssue({
      code: 'custom',
      path: ['until'],
      message: 'The last day is not before the first.',
    })
  }
}

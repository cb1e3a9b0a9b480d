import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { listEndpoint } from '#kernel/list.ts'
import { moneyOnWire } from '#kernel/money.ts'

const instant = z.iso.datetime()

/** Whether a service moves with the change, or keeps what it holds because it was promised. */
export const CAMPAIGN_STATES = ['moves', 'keeps'] as const

/** One service that a price change reaches, and what its payer pays for a period before and after, with taxes, discounts and all. */
export const campaignRow = z.object({
  id,
  number: z.string(),
  subscriber: z.object({ id, number: z.string(), name: z.string() }),
  heldNumber: z.int(),
  before: moneyOnWire,
  after: moneyOnWire,
  difference: moneyOnWire,
  /** The first day on which it renews at the new version; null: never. */
  movesFrom: date.nullable(),
  paidUntil: instant.nullable(),
})
export type CampaignRow = z.infer<typeof campaignRow>

export const listCampaign = listEndpoint({
  name: 'billing.list-campaign',
  path: '/api/price-changes/:priceChangeId/payers',
  access: 'billing.read',
  reach: 'site',
  summary: 'Whom a price change reaches: what each pays before and after, and from when.',
  personal: true,
  sorts: ['number', 'paidUntil'],
  defaultSort: 'number',
  filters: { priceChangeId: id, state: z.enum(CAMPAIGN_STATES).default('moves') },
  item: campaignRow,
})

export const readCampaign = endpoint({
  name: 'billing.read-campaign',
  method: 'GET',
  path: '/api/price-changes/:priceChangeId/progress',
  access: 'billing.read',
  summary:
    'How far a price change has come: who is still to move, who has moved, who keeps theirs.',
  input: z.object({ priceChangeId: id }),
  reply: z.object({
    planId: id,
    planName: z.string(),
    toNumber: z.int(),
    state: z.enum(['planned', 'announced', 'cancelled']),
    effectiveOn: date,
    announcedAt: instant.nullable(),
    reason: z.string(),
    toMove: z.int(),
    moved: z.int(),
    keep: z.int(),
    /** By listed prices, what a period of all who are to move costs more; below zero: less. */
    listedDifference: moneyOnWire,
  }),
})

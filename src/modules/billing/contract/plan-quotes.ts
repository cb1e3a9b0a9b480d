import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { moneyOnWire } from '#kernel/money.ts'

const instant = z.iso.datetime()
const words = z.object({ en: z.string(), sw: z.string() })
const line = z.object({ words, net: moneyOnWire, gross: moneyOnWire })

/** `waiting`: accepted, and done as soon as the money is there. */
export const QUOTE_STATES = ['open', 'waiting', 'done', 'lapsed'] as const

/** What another plan costs from a moment on. Before the moment it is `validUntil`, it can be accepted at this price. */
export const planQuote = z.object({
  id,
  serviceId: id,
  planVersionId: id,
  plan: z.string(),
  state: z.enum(QUOTE_STATES),
  at: instant,
  validUntil: instant,
  /** What is given back of the old plan, line by line, and what the new one costs. */
  credits: z.array(line),
  credited: moneyOnWire,
  charges: z.array(line),
  charged: moneyOnWire,
  /** Until when the service is paid before and after; null: nothing is paid. */
  paidUntil: z.object({ before: instant.nullable(), after: instant.nullable() }),
  /** What the wallet lacks; zero: it is there. */
  missing: moneyOnWire,
})
export type PlanQuote = z.infer<typeof planQuote>

export const quotePlan = endpoint({
  name: 'billing.quote-plan',
  method: 'POST',
  path: '/api/services/:serviceId/plan-quotes',
  access: 'billing.charge',
  reach: 'site',
  summary:
    'What another plan would cost from now on: what is given back, what is charged, line by line.',
  input: z.object({ serviceId: id, planVersionId: id }),
  reply: planQuote,
})

export const acceptPlanQuote = endpoint({
  name: 'billing.accept-plan-quote',
  method: 'POST',
  path: '/api/services/:serviceId/plan-quotes/:quoteId/accept',
  access: 'billing.charge',
  reach: 'site',
  summary: 'Changes the plan at the quoted price: now, or as soon as the money is there.',
  input: z.object({
    serviceId: id,
    quoteId: id,
    /** Where the wallet does not reach: wait for the payment, or say so. */
    ifShort: z.enum(['refuse', 'wait']),
  }),
  reply: planQuote,
})

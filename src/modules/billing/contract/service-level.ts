import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { text } from '#kernel/text.ts'

const instant = z.iso.datetime()
const month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'A month such as 2026-11.')

export const outage = z.object({ id, from: instant, to: instant, reason: z.string() })

/** What the contract of a service promised for a month, and what was kept of it. */
export const serviceLevel = z.object({
  serviceId: id,
  number: z.string(),
  contract: z.object({ number: z.string(), name: z.string() }),
  month,
  isOver: z.boolean(),
  /** Hundredths of a percent. */
  promised_bp: z.int(),
  kept_bp: z.int(),
  downSeconds: z.int(),
  outages: z.array(outage),
  /** What is given back of the month's price; null: the promise was kept, or nothing was charged. */
  credit: z.object({ share_bp: z.int(), gross: moneyOnWire }).nullable(),
  /** The notes that gave it back. */
  credited: z.array(z.object({ id, code: z.string() })),
})
export type ServiceLevel = z.infer<typeof serviceLevel>

export const serviceLevels = z.object({ month, levels: z.array(serviceLevel) })

export const readServiceLevels = endpoint({
  name: 'billing.read-service-levels',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/service-levels',
  access: 'billing.read',
  reach: 'site',
  summary:
    'What contracts promised a subscriber for a month, what was kept, and what is given back.',
  /** The last month that is over, unless said. */
  input: z.object({ subscriberId: id, month: month.optional() }),
  reply: serviceLevels,
})

export const noteOutage = endpoint({
  name: 'billing.note-outage',
  method: 'POST',
  path: '/api/services/:serviceId/outages',
  access: 'billing.charge',
  reach: 'site',
  summary: 'Notes when a service was down.',
  input: z
    .object({ serviceId: id, id, from: instant, to: instant, reason: text({ max: 200, min: 3 }) })
    .refine((given) => given.from < given.to, {
      message: 'It ends after it begins.',
      path: ['to'],
    }),
  reply: z.object({ id }),
})

export const removeOutage = endpoint({
  name: 'billing.remove-outage',
  method: 'POST',
  path: '/api/services/:serviceId/outages/:outageId/remove',
  access: 'billing.charge',
  reach: 'site',
  summary: 'Takes out an outage that was noted by mistake.',
  input: z.object({ serviceId: id, outageId: id }),
  reply: z.object({ id }),
})

export const creditServiceLevel = endpoint({
  name: 'billing.credit-service-level',
  method: 'POST',
  path: '/api/services/:serviceId/service-level-credits',
  access: 'billing.credit',
  reach: 'site',
  summary:
    'Gives back what a contract says for a month in which its promise was not kept; once for a month.',
  input: z.object({ serviceId: id, month }),
  reply: z.object({ creditNotes: z.array(z.object({ id, code: z.string() })) }),
})

import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { rate } from '#kernel/rate.ts'
import { longText } from '#kernel/text.ts'

const instant = z.string()
const units = z.string().regex(/^\d{1,19}$/, 'Bytes or seconds as digits.')

/** What was moved in a stretch of time, as digits: octets do not fit into JSON's numbers. */
export const volume = z.object({ up: units, down: units, seconds: z.int() })

export const usageCounter = z.object({
  key: z.string(),
  meter: z.enum(['total', 'data', 'down', 'up', 'time']),
  from: instant,
  /** Null: for ever. */
  to: instant.nullable(),
  /** Null: it is only counted. */
  granted: units.nullable(),
  used: units,
  reserved: units,
  beyond: units,
  /** Usable at certain hours only, and this is none of them. */
  isClosed: z.boolean(),
})
export type UsageCounter = z.output<typeof usageCounter>

export const extra = z.object({
  id,
  kind: z.enum(['data', 'time', 'boost']),
  amount: units.nullable(),
  rate: rate.nullable(),
  from: instant,
  to: instant.nullable(),
  how: z.enum(['bought', 'given', 'rolled-over']),
  reason: z.string(),
  at: instant,
  by: z.object({ kind: z.string(), id: z.string() }),
  undoneAt: instant.nullable(),
  /** Of data and time: what of it is used; null once it is over. */
  used: units.nullable(),
})
export type Extra = z.output<typeof extra>

export const serviceUsage = z.object({
  serviceId: id,
  stage: z.int().nullable(),
  /** After how many bytes each stage begins, and its speed. */
  stages: z.array(z.object({ after: units, speed: rate })),
  quota: z
    .object({
      state: z.enum(['left', 'used-up']),
      leftBytes: units.nullable(),
      left_s: z.int().nullable(),
      atEnd: z.enum(['cut', 'redirect', 'slow', 'charge']),
    })
    .nullable(),
  counters: z.array(usageCounter),
  /** The last fifty, newest first. */
  extras: z.array(extra),
  today: volume,
  thisMonth: volume,
  lastMonth: volume,
})
export type ServiceUsage = z.output<typeof serviceUsage>

export const readServiceUsage = endpoint({
  name: 'usage.read-service-usage',
  method: 'GET',
  path: '/api/services/:serviceId/usage',
  access: 'usage.read',
  reach: 'site',
  summary: 'What a service has used, its quotas, its fair-use stage and what was added to them.',
  input: z.object({ serviceId: id }),
  reply: serviceUsage,
})

export const CHART_UNITS = ['hour', 'day', 'month'] as const
export const readUsageChart = endpoint({
  name: 'usage.read-usage-chart',
  method: 'GET',
  path: '/api/services/:serviceId/usage/chart',
  access: 'usage.read',
  reach: 'site',
  summary:
    'Usage of a service by the hour (48), the day (31) or the month (13), in the ISP’s zone.',
  input: z.object({ serviceId: id, unit: z.enum(CHART_UNITS) }),
  reply: z.object({
    /** Without gaps, oldest first. `at`: the wall time at which it begins. */
    points: z.array(volume.extend({ at: z.string() })),
  }),
})

const amount = z.string().regex(/^[1-9]\d{0,17}$/, 'An amount above nothing.')
export const giveExtra = endpoint({
  name: 'usage.give-extra',
  method: 'POST',
  path: '/api/services/:serviceId/extras',
  access: 'usage.give',
  reach: 'site',
  summary: 'Gives a service more data, time or speed than its plan has, from now on.',
  input: z.object({
    serviceId: id,
    what: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('data'), amount }),
      z.object({ kind: z.literal('time'), amount }),
      z.object({ kind: z.literal('boost'), rate }),
    ]),
    /** How long it lasts. */
    hours: z
      .int()
      .min(1)
      .max(24 * 366),
    reason: longText({ max: 300 }),
  }),
  reply: serviceUsage,
})

export const undoExtra = endpoint({
  name: 'usage.undo-extra',
  method: 'POST',
  path: '/api/services/:serviceId/extras/:extraId/undo',
  access: 'usage.give',
  reach: 'site',
  summary: 'Takes back what was given, as far as it is not used.',
  input: z.object({ serviceId: id, extraId: id, reason: longText({ max: 300 }) }),
  reply: serviceUsage,
})

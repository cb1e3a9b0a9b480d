import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { rate } from '#kernel/rate.ts'

const instant = z.iso.datetime()

export const attempt = z.object({
  id,
  at: instant,
  lastAt: instant,
  /** Equal ones within a minute are one row. */
  count: z.int(),
  userName: z.string(),
  station: z.string().nullable(),
  nasPort: z.string().nullable(),
  nas: z.object({ id, name: z.string() }),
  siteId: id,
  service: z.object({ id, number: z.string() }).nullable(),
  method: z.string(),
  outcome: z.enum(['accept', 'reject']),
  /** A word of ours, and what it means. */
  reason: z.string(),
  words: z.string(),
  rate: rate.nullable(),
  session_s: z.int().nullable(),
})
export type Attempt = z.infer<typeof attempt>

export const listAttempts = listEndpoint({
  name: 'access.list-attempts',
  path: '/api/radius-log',
  access: 'access.read',
  reach: 'site',
  summary:
    'Every attempt to get online with its outcome and why; finds a whole name, a device, or the number of a service.',
  personal: true,
  sorts: ['at'],
  defaultSort: '-at',
  filters: {
    outcome: z.enum(['accept', 'reject']).optional(),
    reason: anyOf(z.string().max(60)),
    nasId: anyOf(id),
    serviceId: anyOf(id),
  },
  item: attempt,
})

export const readTraffic = endpoint({
  name: 'access.read-traffic',
  method: 'GET',
  path: '/api/radius-traffic',
  access: 'access.read',
  reach: 'site',
  summary:
    'How many attempts there were in each minute of the last hour, and why those failed that did.',
  input: nothing,
  reply: z.object({
    minutes: z.array(z.object({ at: instant, accepts: z.int(), rejects: z.int() })),
    reasons: z.array(z.object({ reason: z.string(), words: z.string(), count: z.int() })),
    /** Attempts that were counted but got no row, because there were too many at a time. */
    unlogged: z.int(),
  }),
})

export const listAnswering = endpoint({
  name: 'access.list-answering',
  method: 'GET',
  path: '/api/radius-answering',
  access: 'access.read',
  reach: 'site',
  summary:
    'Which processes of Kasi answer routers now, and which wanted to in the last day and could not.',
  input: nothing,
  reply: z.object({
    items: z.array(
      z.object({ host: z.string(), authPort: z.int(), acctPort: z.int(), since: instant }),
    ),
    troubles: z.array(
      z.object({ host: z.string(), authPort: z.int(), trouble: z.string(), at: instant }),
    ),
    /** When one that answers was there last; null: not in the last day. */
    lastAt: instant.nullable(),
  }),
})

export const listDrops = endpoint({
  name: 'access.list-drops',
  method: 'GET',
  path: '/api/radius-drops',
  access: 'access.read',
  reach: 'site',
  summary: 'Packets of the last day that got no answer, by who sent them and why.',
  input: nothing,
  reply: z.object({
    items: z.array(
      z.object({
        /** Empty for the many that are beyond the bound. */
        address: z.string(),
        nas: z.object({ id, name: z.string() }).nullable(),
        reason: z.string(),
        words: z.string(),
        count: z.int(),
        lastAt: instant,
      }),
    ),
  }),
})

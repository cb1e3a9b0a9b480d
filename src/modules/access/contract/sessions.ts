import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { rate } from '#kernel/rate.ts'
import { text } from '#kernel/text.ts'
import { SERVING_KINDS } from '#modules/services/contract.ts'

const instant = z.iso.datetime()
/** Bytes as digits: more than a number should hold. */
const volume = z.string()

/** How a session stands to what it should be. */
export const SESSION_STATES = [
  /** The router obeys what is meant. */
  'well',
  /** It has yet to be told, or to confirm. */
  'changing',
  /** Its end is wanted. */
  'ending',
  /** What was tried with it last did not work. */
  'trouble',
  /** It missed reports. */
  'silent',
] as const

const service = z.object({
  id,
  number: z.string(),
  subscriber: z.object({ id, number: z.string(), name: z.string() }),
})

const stay = z.object({
  id,
  service: service.nullable(),
  nas: z.object({ id, name: z.string() }),
  siteId: id,
  siteName: z.string(),
  station: z.string().nullable(),
  nasPort: z.string().nullable(),
  ipv4: z.string().nullable(),
  ipv6Prefix: z.string().nullable(),
  delegatedPrefix: z.string().nullable(),
  startedAt: instant,
  seconds: z.int(),
  up: volume,
  down: volume,
})

export const liveSession = stay.extend({
  userName: z.string(),
  heardAt: instant,
  state: z.enum(SESSION_STATES),
  serving: z.enum(SERVING_KINDS).nullable(),
  /** What the router obeys; null: no limit of ours, or not known. */
  told: rate.nullable(),
  /** What it should obey now. */
  meant: rate.nullable(),
  endWantedBecause: z.string().nullable(),
  said: z.string().nullable(),
})
export type LiveSession = z.infer<typeof liveSession>

export const listSessions = listEndpoint({
  name: 'access.list-sessions',
  path: '/api/online',
  access: 'access.read',
  reach: 'site',
  summary:
    'Who is online; searches names with which they dial, devices, addresses and numbers of services.',
  personal: true,
  sorts: ['startedAt'],
  defaultSort: '-startedAt',
  filters: {
    nasId: anyOf(id),
    siteId: anyOf(id),
    serviceId: anyOf(id),
    state: z.enum(['changing', 'ending', 'trouble', 'silent', 'walled-garden']).optional(),
  },
  item: liveSession,
})

export const pastSession = stay.extend({
  endedAt: instant,
  /** `nas`: it said so; `us`: we concluded it. */
  endedBy: z.enum(['nas', 'us']),
  cause: z.string(),
})
export type PastSession = z.infer<typeof pastSession>

export const listPastSessions = listEndpoint({
  name: 'access.list-past-sessions',
  path: '/api/past-sessions',
  access: 'access.read',
  reach: 'site',
  summary: 'Sessions that are over; searches devices, addresses and numbers of services.',
  personal: true,
  sorts: ['startedAt'],
  defaultSort: '-startedAt',
  filters: { nasId: anyOf(id), siteId: anyOf(id), serviceId: anyOf(id) },
  item: pastSession,
})

/** Of a session: `asked` and `unasked` are of its router, which has it, or did not answer. */
export const SESSION_STEPS = ['told', 'failed', 'end-wanted', 'ended', 'asked', 'unasked'] as const

const step = z.object({
  id,
  at: instant,
  /** `told`: the router confirmed. `failed`: it refused, or nobody answered. */
  what: z.enum(['started', ...SESSION_STEPS]),
  rate: rate.nullable(),
  said: z.string().nullable(),
  by: z.object({ kind: z.enum(['staff', 'system']), id: z.string() }).nullable(),
})
export type SessionStep = z.infer<typeof step>

export const readSession = endpoint({
  name: 'access.read-session',
  method: 'GET',
  path: '/api/online/:sessionId',
  access: 'access.read',
  reach: 'site',
  summary: 'The story of one session, live or over.',
  input: z.object({ sessionId: id }),
  reply: stay.extend({
    live: liveSession
      .pick({ userName: true, heardAt: true, state: true, serving: true })
      .extend({ told: rate.nullable(), meant: rate.nullable(), said: z.string().nullable() })
      .nullable(),
    /** Whether its router can be asked for it. */
    canAsk: z.boolean(),
    nasSession: z.string(),
    calledStation: z.string().nullable(),
    interim_s: z.int().nullable(),
    end: z.object({ at: instant, by: z.enum(['nas', 'us']), cause: z.string() }).nullable(),
    steps: z.array(step),
  }),
  personal: true,
})

export const endSessions = endpoint({
  name: 'access.end-sessions',
  method: 'POST',
  path: '/api/online/end',
  access: 'access.end-sessions',
  reach: 'site',
  summary: 'Ends sessions: their routers are told, and the sessions say what came of it.',
  input: z.object({
    sessionIds: z.array(id).min(1).max(200),
    reason: text({ max: 200 }),
  }),
  /** How many are being ended; others had ended by themselves, or were being ended already. */
  reply: z.object({ ending: z.int(), already: z.int() }),
})

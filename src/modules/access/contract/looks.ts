import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'

const instant = z.iso.datetime()
export const LOOK_OUTCOMES = ['listed', 'unreachable', 'silent', 'wrong-login', 'refused'] as const

/** Somebody who is online on a router, of whom it told us nothing. */
const unaccounted = z.object({
  userName: z.string(),
  nasSession: z.string(),
  ipv4: z.string().nullable(),
  station: z.string().nullable(),
  /** When it was first seen there. */
  since: instant,
})
export type Unaccounted = z.infer<typeof unaccounted>

export const nasLook = z.object({
  askedAt: instant,
  /** Null: it has not answered yet. */
  outcome: z.enum(LOOK_OUTCOMES).nullable(),
  said: z.string().nullable(),
  /** What it listed last. */
  list: z
    .object({
      at: instant,
      /** How many sessions it has. */
      listed: z.int(),
      /** Ours that it did not have, and that were ended then. */
      ended: z.int(),
      /** Its own that we do not have, and some of them. */
      unaccounted: z.int(),
      some: z.array(unaccounted),
    })
    .nullable(),
})
export type NasLook = z.infer<typeof nasLook>

export const readLook = endpoint({
  name: 'access.read-look',
  method: 'GET',
  path: '/api/routers/:nasId/look',
  access: 'access.read',
  reach: 'site',
  summary: 'What a router with an API said last about the sessions that it has.',
  input: z.object({ nasId: id }),
  reply: z.object({ look: nasLook.nullable() }),
  personal: true,
})

export const askRouter = endpoint({
  name: 'access.ask-router',
  method: 'POST',
  path: '/api/online/:sessionId/ask',
  access: 'access.end-sessions',
  reach: 'site',
  summary: 'Asks the router whether it still has this session; one that it does not have is ended.',
  input: z.object({ sessionId: id }),
  reply: z.object({}),
  pace: 'heavy',
})

import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { rate } from '#kernel/rate.ts'
import { NAS_HEALTH } from '#modules/network/contract.ts'
import {
  DUNNINGS,
  HOLD_REASONS,
  SERVICE_STATUSES,
  SERVING_KINDS,
} from '#modules/services/contract.ts'
import { SPEED_STEPS } from '#modules/shaping/contract.ts'
import { attempt } from './log.ts'
import { liveSession, pastSession } from './sessions.ts'

const instant = z.iso.datetime()

/** One look at everything that decides, so that whoever is on the phone with a subscriber need not guess. */
export const explanation = z.object({
  service: z.object({
    id,
    number: z.string(),
    subscriber: z.object({ id, number: z.string(), name: z.string() }),
    siteId: id.nullable(),
    planName: z.string(),
  }),
  /** What would become of them if they dialled now, with the right password. */
  decision: z.object({
    kind: z.enum([...SERVING_KINDS, 'rejected']),
    because: z.string(),
    /** Until when it stays so, if nothing happens. */
    until: instant.nullable(),
  }),
  speed: z.object({
    rate: rate.nullable(),
    /** The plan first, then each thing that changed it. */
    steps: z.array(z.object({ because: z.enum(SPEED_STEPS), rate, stage: z.int().nullable() })),
    until: instant.nullable(),
  }),
  facts: z.object({
    status: z.enum(SERVICE_STATUSES),
    paidUntil: instant.nullable(),
    isPaidNow: z.boolean(),
    graceUntil: instant.nullable(),
    dunning: z.enum(DUNNINGS),
    holds: z.array(
      z.object({ reason: z.enum(HOLD_REASONS), from: instant, to: instant.nullable() }),
    ),
    quota: z.enum(['left', 'throttled', 'used-up']).nullable(),
    hours: z.enum(['open', 'closed']).nullable(),
    sessions: z.object({ open: z.int(), most: z.int() }),
    isBound: z.boolean(),
    devices: z.int(),
    usernames: z.array(z.string()),
  }),
  attempts: z.array(attempt),
  online: z.array(liveSession),
  past: z.array(pastSession),
  /** The router that it dialled through last. */
  nas: z
    .object({
      id,
      name: z.string(),
      health: z.enum(NAS_HEALTH),
      lastSeenAt: instant.nullable(),
      trouble: z.string().nullable(),
    })
    .nullable(),
})
export type Explanation = z.infer<typeof explanation>

export const explainService = endpoint({
  name: 'access.explain-service',
  method: 'GET',
  path: '/api/services/:serviceId/online',
  access: 'access.read',
  reach: 'site',
  summary: 'Why a service gets online or not, and why at this speed: the decision with its facts.',
  input: z.object({ serviceId: id }),
  reply: explanation,
  personal: true,
})

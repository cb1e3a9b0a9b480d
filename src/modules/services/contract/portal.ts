import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { SERVING_KINDS, SERVING_REASONS } from './serving.ts'
import { instant, pay, serviceStatus } from './shapes.ts'

/** A service as its holder sees it. */
export const myService = z.object({
  id,
  number: z.string(),
  /** What they call it, else their plan. */
  name: z.string(),
  plan: z.string(),
  planVersionId: id,
  status: serviceStatus,
  pay,
  serving: z.object({
    kind: z.enum(SERVING_KINDS),
    because: z.enum(SERVING_REASONS),
    until: instant.nullable(),
  }),
  paidUntil: instant.nullable(),
  autoRenew: z.boolean(),
  /** A pause that they set themselves, which they can end. */
  pause: z.object({ from: instant, to: instant.nullable() }).nullable(),
})
export type MyService = z.infer<typeof myService>

const mine = z.object({ services: z.array(myService) })

export const listMyServices = endpoint({
  name: 'services.list-my-services',
  method: 'GET',
  path: '/api/portal/services',
  access: 'subscriber',
  summary: 'What the one who asks holds, and whether it gets online',
  input: z.object({}),
  reply: mine,
})

export const setMyAutoRenew = endpoint({
  name: 'services.set-my-auto-renew',
  method: 'PUT',
  path: '/api/portal/services/:serviceId/auto-renew',
  access: 'subscriber',
  summary: 'Whether a service renews itself from the wallet',
  input: z.object({ serviceId: id, isOn: z.boolean() }),
  reply: mine,
})

export const pauseMyService = endpoint({
  name: 'services.pause-my-service',
  method: 'POST',
  path: '/api/portal/services/:serviceId/pause',
  access: 'subscriber',
  summary: 'Pauses a service until it is resumed; the time goes on being charged',
  input: z.object({ serviceId: id }),
  reply: mine,
})

export const resumeMyService = endpoint({
  name: 'services.resume-my-service',
  method: 'POST',
  path: '/api/portal/services/:serviceId/resume',
  access: 'subscriber',
  summary: 'Ends a pause that its holder set',
  input: z.object({ serviceId: id }),
  reply: mine,
})

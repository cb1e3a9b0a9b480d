import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { rate } from '#kernel/rate.ts'
import { NAS_HEALTH } from '#modules/network/contract.ts'
import { SERVING_KINDS } from '#modules/services/contract.ts'
import { SPEED_STEPS } from '#modules/shaping/contract.ts'

const instant = z.iso.datetime()

/** Why a service is off, slow or as it should be, in facts that its holder may know. */
export const myConnection = z.object({
  kind: z.enum([...SERVING_KINDS, 'rejected']),
  /** A word of ours, which the portal says plainly. */
  because: z.string(),
  until: instant.nullable(),
  speed: rate.nullable(),
  /** What made the speed lower than the plan's. */
  steps: z.array(z.enum(SPEED_STEPS)),
  online: z.object({ since: instant, upBytes: z.string(), downBytes: z.string() }).nullable(),
  /** The router in front of the service: whether it answers. */
  network: z.enum(NAS_HEALTH).nullable(),
  /** The last try to come online that was refused, and the word for why. */
  refused: z.object({ at: instant, because: z.string() }).nullable(),
})
export type MyConnection = z.infer<typeof myConnection>

export const readMyConnection = endpoint({
  name: 'access.read-my-connection',
  method: 'GET',
  path: '/api/portal/services/:serviceId/connection',
  access: 'subscriber',
  summary: 'Why a service is off or slow, from payment, service, session and network',
  input: z.object({ serviceId: id }),
  reply: myConnection,
})

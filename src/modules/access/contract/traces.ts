import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'

const instant = z.iso.datetime()

export const packet = z.object({
  id,
  at: instant,
  direction: z.enum(['in', 'out']),
  address: z.string(),
  /** `Access-Request`. */
  kind: z.string(),
  identifier: z.int(),
  /** Why it got no answer, in words, and the name of that reason. */
  dropped: z.string().nullable(),
  dropReason: z.string().nullable(),
  attributes: z.array(z.object({ name: z.string(), value: z.string(), hidden: z.boolean() })),
})
export type TracedPacket = z.infer<typeof packet>

export const trace = z.object({
  id,
  nas: z.object({ id, name: z.string() }).nullable(),
  service: z.object({ id, number: z.string() }).nullable(),
  startedAt: instant,
  endsAt: instant,
  isRunning: z.boolean(),
  packets: z.int(),
})
export type Trace = z.infer<typeof trace>

export const listTraces = endpoint({
  name: 'access.list-traces',
  method: 'GET',
  path: '/api/radius-traces',
  access: 'access.trace',
  reach: 'site',
  summary: 'Packet traces of the last day.',
  input: nothing,
  reply: z.object({ items: z.array(trace) }),
})

export const startTrace = endpoint({
  name: 'access.start-trace',
  method: 'POST',
  path: '/api/radius-traces',
  access: 'access.trace',
  reach: 'site',
  summary:
    'Keeps the packets of a router, or of a service, for some minutes. They are gone after a day.',
  input: z
    .object({
      nasId: id.nullable(),
      serviceId: id.nullable(),
      minutes: z.int().min(1).max(60),
    })
    .refine(({ nasId, serviceId }) => (nasId === null) !== (serviceId === null), {
      error: 'Choose a router or a service.',
      path: ['nasId'],
    }),
  reply: trace,
})

export const stopTrace = endpoint({
  name: 'access.stop-trace',
  method: 'POST',
  path: '/api/radius-traces/:traceId/stop',
  access: 'access.trace',
  reach: 'site',
  summary: 'Ends a trace before its time.',
  input: z.object({ traceId: id }),
  reply: trace,
})

export const readTrace = endpoint({
  name: 'access.read-trace',
  method: 'GET',
  path: '/api/radius-traces/:traceId',
  access: 'access.trace',
  reach: 'site',
  summary: 'The packets of a trace, the latest first; what is hidden in them stays hidden.',
  input: z.object({ traceId: id }),
  reply: z.object({ trace, packets: z.array(packet) }),
  personal: true,
})

import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { text } from '#kernel/text.ts'
import { author, instant } from './shapes.ts'

export const portPlan = z.object({
  id,
  name: z.string(),
  nasId: id,
  nasName: z.string(),
  inside: z.string(),
  outside: z.string(),
  firstPort: z.int(),
  ports: z.int(),
  /** How many inside addresses share one public one. */
  sharing: z.int(),
  startsAt: instant,
  endsAt: instant.nullable(),
  changedBy: author,
})
export type PortPlan = z.infer<typeof portPlan>

export const listPortPlans = endpoint({
  name: 'network.list-port-plans',
  method: 'GET',
  path: '/api/port-plans',
  access: 'network.read',
  summary: 'Plans of carrier-grade NAT: which port block stands for which inside address.',
  input: nothing,
  reply: z.object({ items: z.array(portPlan) }),
})

export const addPortPlan = endpoint({
  name: 'network.add-port-plan',
  method: 'POST',
  path: '/api/port-plans',
  access: 'network.change-pools',
  summary:
    'Adds a plan of carrier-grade NAT by rule, so that no log of translations is needed (RFC 7422).',
  input: z.object({
    name: text({ max: 80 }),
    nasId: id,
    /** `100.64.0.0/22` or two ends. */
    inside: z.string().trim().min(1).max(100),
    outside: z.string().trim().min(1).max(100),
    firstPort: z.int().min(1024).max(65535).default(1024),
    ports: z.int().min(64).max(64_512),
  }),
  reply: portPlan,
})

export const endPortPlan = endpoint({
  name: 'network.end-port-plan',
  method: 'POST',
  path: '/api/port-plans/:portPlanId/end',
  access: 'network.change-pools',
  summary: 'Ends a plan. What it said stays known for the time that it was true.',
  input: z.object({ portPlanId: id }),
  reply: portPlan,
})

export const readPortPlanScript = endpoint({
  name: 'network.read-port-plan-script',
  method: 'GET',
  path: '/api/port-plans/:portPlanId/script',
  access: 'network.read',
  summary: 'The NAT rules of a plan for RouterOS.',
  input: z.object({ portPlanId: id }),
  reply: z.object({ script: z.string() }),
})

import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'

/** How many hold a version of a plan: whom a change of its price would reach. */
export const holders = z.object({
  planVersionId: id,
  services: z.int(),
  subscribers: z.int(),
  /** Of the services, those that have paid time left: they move when it ends. */
  paid: z.int(),
})
export type Holders = z.infer<typeof holders>

export const countHolders = endpoint({
  name: 'services.count-holders',
  method: 'GET',
  path: '/api/plan-holders',
  access: 'services.read',
  summary: 'How many services and subscribers hold these versions of plans.',
  input: z.object({
    planVersionId: z.preprocess(
      (given) => (Array.isArray(given) ? given : [given]),
      z.array(id).min(1).max(100),
    ),
  }),
  reply: z.object({ holders: z.array(holders) }),
})

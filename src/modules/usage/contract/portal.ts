import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'

/** What a holder is told of the usage of a service; bytes as text. */
export const myUsage = z.object({
  todayBytes: z.string(),
  monthBytes: z.string(),
  /** What is left of the plan's data or time; null: nothing is counted. */
  quota: z
    .object({ state: z.string(), leftBytes: z.string().nullable(), left_s: z.number().nullable() })
    .nullable(),
  /** Fair use: where they stand, and what comes. */
  stage: z.int().nullable(),
  stages: z.array(z.object({ afterBytes: z.string() })),
  usedBytes: z.string().nullable(),
})
export type MyUsage = z.infer<typeof myUsage>

export const readMyUsage = endpoint({
  name: 'usage.read-my-usage',
  method: 'GET',
  path: '/api/portal/services/:serviceId/usage',
  access: 'subscriber',
  summary: 'How much of a service its holder has used, and what is left',
  input: z.object({ serviceId: id }),
  reply: myUsage,
})

import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { text } from '#kernel/text.ts'

const instant = z.iso.datetime()

export const TEST_METHODS = ['pap', 'chap', 'mschap2', 'device'] as const

const shown = z.array(z.object({ name: z.string(), value: z.string(), hidden: z.boolean() }))

export const radiusTest = z.object({
  id,
  askedAt: instant,
  answeredAt: instant.nullable(),
  outcome: z
    .object({
      kind: z.enum(['accept', 'reject', 'silence', 'unreachable']),
      /** A word of ours and what it means. */
      reason: z.string().nullable(),
      words: z.string(),
      took_ms: z.int().nullable(),
      request: shown,
      reply: shown,
    })
    .nullable(),
})
export type RadiusTest = z.infer<typeof radiusTest>

export const startTest = endpoint({
  name: 'access.start-test',
  method: 'POST',
  path: '/api/radius-tests',
  access: 'access.test',
  reach: 'site',
  summary:
    'Asks our own server as this router would for this service, over the network. It changes nothing and ends nobody’s session.',
  input: z.object({
    nasId: id,
    serviceId: id,
    method: z.enum(TEST_METHODS),
    /** Tries this instead of the right password, to see a refusal. */
    password: text({ max: 128 }).nullable(),
    station: z.string().trim().max(64).nullable(),
    nasPort: z.string().trim().max(64).nullable(),
  }),
  reply: radiusTest,
  personal: true,
})

export const readTest = endpoint({
  name: 'access.read-test',
  method: 'GET',
  path: '/api/radius-tests/:testId',
  access: 'access.test',
  reach: 'site',
  summary: 'What came of a test.',
  input: z.object({ testId: id }),
  reply: radiusTest,
  personal: true,
})

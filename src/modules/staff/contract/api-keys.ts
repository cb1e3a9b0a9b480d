import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { text } from '#kernel/text.ts'
import { instant } from './words.ts'

export const apiKey = z.object({
  id,
  name: z.string(),
  /** The first characters, to recognise it by: `kasi_3fJk…`. */
  hint: z.string(),
  memberId: id,
  memberName: z.string(),
  permissions: z.array(z.string()),
  /** Addresses or networks in CIDR that may use it; empty for any. */
  networks: z.array(z.string()),
  state: z.enum(['active', 'expired', 'revoked']),
  madeAt: instant,
  expiresAt: instant,
  lastUsedAt: instant.nullable(),
  lastUsedIp: z.string().nullable(),
})
export type ApiKey = z.infer<typeof apiKey>

export const listApiKeys = listEndpoint({
  name: 'staff.list-api-keys',
  path: '/api/staff/api-keys',
  access: 'staff.api-keys',
  summary: 'Lists one’s own API keys, and everybody’s with the permission for it',
  personal: true,
  sorts: ['madeAt', 'expiresAt', 'lastUsedAt', 'name'],
  defaultSort: '-madeAt',
  filters: { state: anyOf(z.enum(['active', 'expired', 'revoked'])), memberId: anyOf(id) },
  item: apiKey,
})

export const makeApiKey = endpoint({
  name: 'staff.make-api-key',
  method: 'POST',
  path: '/api/staff/api-keys',
  access: 'staff.api-keys',
  stepUp: true,
  summary: 'Makes an API key with some of one’s own permissions; the key is shown once',
  input: z.object({
    name: text({ max: 60 }),
    permissions: z.array(z.string().max(100)).min(1).max(1000),
    networks: z
      .array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))
      .max(50)
      .default([]),
    days: z.number().int().min(1).max(366).default(90),
  }),
  reply: z.object({ key: z.string(), apiKey }),
})

export const revokeApiKey = endpoint({
  name: 'staff.revoke-api-key',
  method: 'DELETE',
  path: '/api/staff/api-keys/:apiKeyId',
  access: 'staff.api-keys',
  summary: 'Revokes an API key at once',
  input: z.object({ apiKeyId: id }),
  reply: nothing,
})

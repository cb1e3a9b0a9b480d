import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { text } from '#kernel/text.ts'

const instant = z.iso.datetime()

const useRow = z.object({
  address: z.string(),
  sessionId: id,
  serviceId: id.nullable(),
  nasId: id.nullable(),
  nasName: z.string().nullable(),
  mac: z.string().nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
})

export const findHolder = endpoint({
  name: 'access.find-holder',
  method: 'POST',
  path: '/api/address-lookups',
  access: 'network.find-holders',
  summary:
    'Who had this address, or this port of it, at that moment. The reason is kept in the audit trail.',
  input: z.object({
    address: z.union([z.ipv4(), z.ipv6()], 'An address such as 102.68.12.9.'),
    port: z.int().min(0).max(65535).nullable(),
    at: instant,
    /** Who asks and why: a court order, an abuse report. */
    reason: text({ min: 10, max: 500 }),
  }),
  reply: z.object({
    /** The inside address that the port belonged to, where the public one is shared. */
    translated: z
      .object({ inside: z.string(), firstPort: z.int(), lastPort: z.int(), plan: z.string() })
      .nullable(),
    /** The public address is shared, so a port is needed to know whose it was. */
    needsPort: z.boolean(),
    holders: z.array(useRow),
  }),
  personal: true,
})

import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { rate } from '#kernel/rate.ts'
import { longText, text } from '#kernel/text.ts'

const instant = z.iso.datetime()
const version = z.int().min(1)
const port = z.int().min(1).max(65_535)

/** `radsec`: over TLS (RFC 6614), logins and accounting by one port. */
export const HOME_TRANSPORTS = ['udp', 'radsec'] as const

/** `unused`: no realm goes to it. `waiting`: nobody has asked it yet. */
export const HOME_STATES = ['alive', 'silent', 'waiting', 'unused'] as const

export const homeServer = z.object({
  id,
  name: z.string(),
  address: z.string(),
  authPort: port,
  acctPort: port,
  transport: z.enum(HOME_TRANSPORTS),
  tlsName: z.string().nullable(),
  tlsAuthority: z.string().nullable(),
  tlsIdentity: z.string().nullable(),
  signedOnly: z.boolean(),
  checkedBy: z.enum(['status-server', 'waiting']),
  sendsChanges: z.boolean(),
  realms: z.array(z.string()),
  state: z.enum(HOME_STATES),
  silentSince: instant.nullable(),
  answeredAt: instant.nullable(),
  /** Of the last answer, from the first try. */
  took_ms: z.int().nullable(),
  /** Since the processes that ask it began. */
  asked: z.int(),
  answered: z.int(),
  version,
})
export type HomeServer = z.infer<typeof homeServer>

export const realm = z.object({
  id,
  realm: z.string(),
  /** In the order in which they are asked; none: names of this realm are ours. */
  servers: z.array(z.object({ id, name: z.string(), state: homeServer.shape.state })),
  accounting: z.enum(['forward', 'keep']),
  passes: z.enum(['session', 'all']),
  /** At what speed their guests surf with us; null: what the home server says. */
  guestRate: rate.nullable(),
  version,
})
export type Realm = z.infer<typeof realm>

export const listRealms = endpoint({
  name: 'access.list-realms',
  method: 'GET',
  path: '/api/realms',
  access: 'access.read',
  summary: 'Realms of other providers, who answers for them, and whether those answer now.',
  input: nothing,
  reply: z.object({ realms: z.array(realm), servers: z.array(homeServer) }),
})

const serverFields = {
  name: text({ max: 80 }),
  address: z.union([z.ipv4(), z.ipv6()], 'An address such as 196.201.10.7.'),
  authPort: port,
  acctPort: port,
  transport: z.enum(HOME_TRANSPORTS),
  /** The name in its certificate; null: its address. */
  tlsName: text({ max: 253 }).nullable(),
  /** Whose signature makes its certificate good, in PEM; null: the authorities that this machine trusts. */
  tlsAuthority: longText({ max: 40_000 }).nullable(),
  /** What it knows us by, where both sides have a key instead of certificates (RFC 9813); the key is the secret, in hexadecimal. */
  tlsIdentity: text({ max: 128 }).nullable(),
  signedOnly: z.boolean(),
  checkedBy: z.enum(['status-server', 'waiting']),
  /** Whether it may end and change the sessions of its own guests (RFC 5176). */
  sendsChanges: z.boolean(),
}
const sharedSecret = text({ min: 8, max: 128 })

export const addHomeServer = endpoint({
  name: 'access.add-home-server',
  method: 'POST',
  path: '/api/home-servers',
  access: 'access.change',
  summary: 'Adds a RADIUS server of another provider; certificates need no secret, all else does.',
  input: z.object({ ...serverFields, secret: sharedSecret.optional() }),
  reply: homeServer,
})

export const changeHomeServer = endpoint({
  name: 'access.change-home-server',
  method: 'PUT',
  path: '/api/home-servers/:serverId',
  access: 'access.change',
  summary:
    'Changes a RADIUS server of another provider; its secret stays unless a new one is given.',
  input: z.object({
    ...serverFields,
    serverId: id,
    secret: sharedSecret.optional(),
    version,
  }),
  reply: homeServer,
})

export const removeHomeServer = endpoint({
  name: 'access.remove-home-server',
  method: 'POST',
  path: '/api/home-servers/:serverId/remove',
  access: 'access.change',
  summary: 'Removes a RADIUS server that no realm goes to.',
  input: z.object({ serverId: id, version }),
  reply: nothing,
})

const LABEL = '[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?'
const REALM = new RegExp(`^(?:\\*|(?:\\*\\.)?${LABEL}(?:\\.${LABEL})*)$`)

const realmFields = {
  realm: text({ max: 120 })
    .toLowerCase()
    .regex(REALM, 'A realm such as roam.example, *.roam.example, or * for all others.'),
  serverIds: z
    .array(id)
    .max(8)
    .refine((ids) => new Set(ids).size === ids.length, 'Each server once.'),
  accounting: z.enum(['forward', 'keep']),
  passes: z.enum(['session', 'all']),
  guestRate: rate.nullable(),
}

export const addRealm = endpoint({
  name: 'access.add-realm',
  method: 'POST',
  path: '/api/realms',
  access: 'access.change',
  summary: 'Sends names of a realm to the servers of its provider.',
  input: z.object(realmFields),
  reply: realm,
})

export const changeRealm = endpoint({
  name: 'access.change-realm',
  method: 'PUT',
  path: '/api/realms/:realmId',
  access: 'access.change',
  summary: 'Changes who answers for a realm.',
  input: z.object({ ...realmFields, realmId: id, version }),
  reply: realm,
})

export const removeRealm = endpoint({
  name: 'access.remove-realm',
  method: 'POST',
  path: '/api/realms/:realmId/remove',
  access: 'access.change',
  summary: 'Sends names of a realm nowhere any more.',
  input: z.object({ realmId: id, version }),
  reply: nothing,
})

import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { longText, text } from '#kernel/text.ts'
import { profileRef } from './profiles.ts'
import { author, instant, version } from './shapes.ts'

export const MESSAGE_AUTHENTICATOR = ['auto', 'yes', 'no'] as const
export const COA_WAYS = ['direct', 'direct-tcp', 'tunnel', 'next-interim'] as const
export const TUNNELS = ['none', 'wireguard', 'sstp'] as const
export const NAS_HEALTH = ['new', 'well', 'silent', 'trouble'] as const

const ip = z.union([z.ipv4(), z.ipv6()], 'An address such as 196.201.10.7.')
const port = z.int().min(1).max(65535)

/** Where a router says something different from what its make usually does. */
const ways = {
  /** Must its requests carry a Message-Authenticator? `auto`: from the first one that does (CVE-2024-3596). */
  messageAuthenticator: z.enum(MESSAGE_AUTHENTICATOR),
  /** How a live session is told of a change. */
  coaWay: z.enum(COA_WAYS),
  coaPort: port,
  /** It counts the subscriber's download as input. */
  swapOctets: z.boolean(),
  /** How many sessions it bears; null: as many as come. */
  sessionsMax: z.int().min(1).max(1_000_000).nullable(),
  /** What runs on it, where it is a MikroTik. */
  routerOs: z.union([z.literal(6), z.literal(7)]).nullable(),
  apiPort: port.nullable(),
  apiTls: z.boolean(),
}

const fields = {
  name: text({ max: 80 }),
  siteId: id,
  /** Its own address that stays; null when it stands behind NAT and speaks through a tunnel only. */
  address: ip.nullable(),
  behindNat: z.boolean(),
  tunnel: z.enum(TUNNELS),
  profile: profileRef,
  ...ways,
  notes: longText({ max: 4000 }),
}

/** The shape of a login of RouterOS' API; never answered. */
const apiLogin = z.object({ name: text({ max: 60 }), password: z.string().min(1).max(200) })

export const nasRow = z.object({
  id,
  name: z.string(),
  siteId: id,
  siteName: z.string(),
  address: z.string().nullable(),
  tunnelAddress: z.string().nullable(),
  behindNat: z.boolean(),
  profile: profileRef,
  profileName: z.string(),
  state: z.enum(['in-service', 'archived']),
  health: z.enum(NAS_HEALTH),
  lastSeenAt: instant.nullable(),
  sessions: z.int().nullable(),
  /** More may be open: who comes is turned away, who is there stays. */
  sessionsMax: z.int().nullable(),
  addedAt: instant,
})
export type NasRow = z.infer<typeof nasRow>

export const API_OUTCOMES = ['well', 'unreachable', 'silent', 'wrong-login', 'refused'] as const
export const apiTest = z.object({
  outcome: z.enum(API_OUTCOMES),
  took_ms: z.int().nullable(),
  /** Its name and version, or what is in the way. */
  said: z.string(),
})
export type ApiTest = z.infer<typeof apiTest>

export const nasTest = z.object({
  id,
  askedAt: instant,
  answeredAt: instant.nullable(),
  /** `not-reachable-by-us`: behind NAT without a tunnel, so nothing can be asked of it. */
  outcome: z.enum([
    'waiting',
    'well',
    'silent',
    'wrong-secret',
    'unreachable',
    'not-reachable-by-us',
  ]),
  took_ms: z.int().nullable(),
  said: z.string().nullable(),
  /** Of its API; null where no login to it is known. */
  api: apiTest.nullable(),
})
export type NasTest = z.infer<typeof nasTest>

export const nas = nasRow.extend({
  tunnel: z.enum(TUNNELS),
  tunnelPublicKey: z.string().nullable(),
  ...ways,
  apiLoginName: z.string().nullable(),
  secretChangedAt: instant,
  oldSecretUntil: instant.nullable(),
  /** Of the key with which it proves itself over TLS; null: it has none. */
  tlsKeyMadeAt: instant.nullable(),
  /** `auto` has seen a signed request, so unsigned ones are dropped from then on. */
  signedAt: instant.nullable(),
  heard: z.object({
    authorizedAt: instant.nullable(),
    accountedAt: instant.nullable(),
    confirmedAt: instant.nullable(),
    software: z.string().nullable(),
    trouble: z.string().nullable(),
    troubleAt: instant.nullable(),
  }),
  test: nasTest.nullable(),
  notes: z.string(),
  version,
  changedAt: instant,
  changedBy: author,
})
export type Nas = z.infer<typeof nas>

export const listNas = listEndpoint({
  name: 'network.list-nas',
  path: '/api/routers',
  access: 'network.read',
  reach: 'site',
  summary: 'Routers that ask RADIUS; searches name and address.',
  sorts: ['name', 'site', 'lastSeenAt', 'addedAt'],
  defaultSort: 'name',
  filters: {
    siteId: anyOf(id),
    profile: anyOf(profileRef),
    health: anyOf(z.enum(NAS_HEALTH)),
    state: z.enum(['in-service', 'archived', 'all']).default('in-service'),
  },
  item: nasRow,
})

const nasId = z.object({ nasId: id })

export const readNas = endpoint({
  name: 'network.read-nas',
  method: 'GET',
  path: '/api/routers/:nasId',
  access: 'network.read',
  reach: 'site',
  summary: 'One router with what was last heard of it; without its secret.',
  input: nasId,
  reply: nas,
})

export const addNas = endpoint({
  name: 'network.add-nas',
  method: 'POST',
  path: '/api/routers',
  access: 'network.change',
  reach: 'site',
  summary: 'Adds a router. Its secret is made here, and answered this once.',
  input: z.object({
    ...fields,
    /** A secret that the router has already; made unless said. */
    secret: text({ min: 8, max: 128 }).optional(),
    apiLogin: apiLogin.nullable().default(null),
  }),
  reply: z.object({ nas, secret: z.string() }),
})

export const changeNas = endpoint({
  name: 'network.change-nas',
  method: 'PUT',
  path: '/api/routers/:nasId',
  access: 'network.change',
  reach: 'site',
  summary: 'Changes what is known about a router.',
  input: z.object({
    ...fields,
    nasId: id,
    version,
    /** Left as it is unless said. */
    apiLogin: apiLogin.nullable().optional(),
  }),
  reply: nas,
})

export const archiveNas = endpoint({
  name: 'network.archive-nas',
  method: 'POST',
  path: '/api/routers/:nasId/archive',
  access: 'network.change',
  reach: 'site',
  summary: 'Takes a router out of service: it is no longer answered.',
  input: nasId.extend({ version }),
  reply: nas,
})

export const restoreNas = endpoint({
  name: 'network.restore-nas',
  method: 'POST',
  path: '/api/routers/:nasId/restore',
  access: 'network.change',
  reach: 'site',
  summary: 'Puts an archived router back into service.',
  input: nasId.extend({ version }),
  reply: nas,
})

export const readSecret = endpoint({
  name: 'network.read-secret',
  method: 'GET',
  path: '/api/routers/:nasId/secret',
  access: 'network.secrets',
  reach: 'site',
  summary: 'The RADIUS secret of a router.',
  input: nasId,
  reply: z.object({ secret: z.string() }),
  personal: true,
  stepUp: true,
})

export const rotateSecret = endpoint({
  name: 'network.rotate-secret',
  method: 'POST',
  path: '/api/routers/:nasId/secret',
  access: 'network.secrets',
  reach: 'site',
  summary:
    'Makes a new secret. The old one stays right for a while, so that the router can be changed after us.',
  input: nasId.extend({ version, oldForHours: z.int().min(0).max(168).default(24) }),
  reply: z.object({ nas, secret: z.string() }),
  stepUp: true,
})

export const makeTlsKey = endpoint({
  name: 'network.make-tls-key',
  method: 'POST',
  path: '/api/routers/:nasId/tls-key',
  access: 'network.secrets',
  reach: 'site',
  summary:
    'Makes the key with which a router proves itself over TLS, in hexadecimal, and answers it this once. One before it ends.',
  input: nasId.extend({ version }),
  reply: z.object({ nas, identity: z.string(), key: z.string() }),
  stepUp: true,
})

export const removeTlsKey = endpoint({
  name: 'network.remove-tls-key',
  method: 'DELETE',
  path: '/api/routers/:nasId/tls-key',
  access: 'network.secrets',
  reach: 'site',
  summary: 'Takes a router its key for TLS.',
  input: nasId.extend({ version }),
  reply: nas,
  stepUp: true,
})

const snippet = z.object({ where: z.string(), text: z.string() })

export const readScript = endpoint({
  name: 'network.read-script',
  method: 'GET',
  path: '/api/routers/:nasId/script',
  access: 'network.secrets',
  reach: 'site',
  summary:
    'What to paste into the router, with its secret in it, and what to set up at our end of a tunnel.',
  input: nasId.extend({
    routerOs: z.coerce
      .number()
      .pipe(z.union([z.literal(6), z.literal(7)]))
      .default(7),
    pppoe: z.stringbool().default(true),
    hotspot: z.stringbool().default(true),
    /** Where subscribers are, on the router. */
    interface: z
      .string()
      .regex(/^[\w.-]{1,40}$/, 'A name of an interface, such as bridge.')
      .default('bridge'),
  }),
  reply: z.object({
    /** To be pasted whole into a MikroTik; empty for other makes. */
    router: z.string(),
    /** Pieces of the configuration of other makes. */
    snippets: z.array(snippet),
    /** For the other end of the tunnel; none when there is no tunnel. */
    ourEnd: z.array(snippet),
    /** Settings without which it is not whole. */
    missing: z.array(z.string()),
    /** For makes that are set up by clicking. */
    servers: z.array(z.string()),
    authPort: z.int(),
    acctPort: z.int(),
  }),
  personal: true,
  stepUp: true,
})

export const testNas = endpoint({
  name: 'network.test-nas',
  method: 'POST',
  path: '/api/routers/:nasId/test',
  access: 'network.change',
  reach: 'site',
  summary:
    'Asks the router to end a session that does not exist: its answer proves address, port and secret. Where a login of its API is known, logs in there, too.',
  input: nasId,
  reply: nas,
  pace: 'heavy',
})

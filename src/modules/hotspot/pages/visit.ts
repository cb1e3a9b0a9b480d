import { createHash } from 'node:crypto'
import { z } from 'zod'
import { isPublic, parseIp } from '#kernel/ip.ts'
import type { Credentials } from '../queries/passes.ts'

/**
 * What the router said of whoever it sent to us. Nothing of it is signed: a visitor can write anything into it, so it leads to no host
 * that is not a router's, and what is bound to its device address is of use to that device alone.
 */
export const visit = z.object({
  /** `aa:bb:cc:dd:ee:ff`. */
  mac: z.string().optional(),
  router: z
    .discriminatedUnion('kind', [
      z.object({
        kind: z.literal('mikrotik'),
        /** Scheme, host and port of its login page. */
        at: z.string(),
        /** The octets of CHAP in hex; absent: it takes the password as it is. */
        chap: z.object({ id: z.string(), challenge: z.string() }).optional(),
      }),
      z.object({ kind: z.literal('coova'), at: z.string(), challenge: z.string() }),
    ])
    .optional(),
  /** Where they wanted to go. */
  to: z.string().optional(),
  /** The router turned down what we had told it. */
  failed: z.string().optional(),
  language: z.enum(['en', 'sw']).optional(),
})
export type Visit = z.output<typeof visit>

const MAC = /^[0-9a-f]{2}(?:[:-]?[0-9a-f]{2}){5}$/i
const CARRIED_CHARS_MAX = 2_000
const TEXT_MAX = 500

export function parseMac(given: string): string | undefined {
  if (!MAC.test(given)) return undefined
  return given.replaceAll(/[:-]/g, '').toLowerCase().match(/../g)?.join(':')
}

/** Carried along in each address and form, because the browsers of captive pages forget cookies. */
export function packVisit(of: Visit): string {
  return Buffer.from(JSON.stringify(of)).toString('base64url')
}

/** Looked at anew each time it comes back. */
export function visitFrom(fields: ReadonlyMap<string, string>, hosts: readonly string[]): Visit {
  const carried = fields.get('v') ?? ''
  const known = carried === '' ? heard(fields) : unpacked(carried)
  const at = known.router && loginAt(known.router.at, hosts)
  const mac = known.mac === undefined ? undefined : parseMac(known.mac)
  const language = fields.get('l')
  return {
    ...(mac !== undefined && { mac }),
    ...(known.router && at !== undefined && { router: { ...known.router, at } }),
    ...(known.to !== undefined && isWeb(known.to) && { to: known.to.slice(0, TEXT_MAX) }),
    ...(known.failed && { failed: known.failed.slice(0, 200) }),
    ...(language === 'en' || language === 'sw'
      ? { language }
      : known.language && { language: known.language }),
  }
}

function unpacked(carried: string): Visit {
  if (carried.length > CARRIED_CHARS_MAX) return {}
  try {
    return visit.catch({}).parse(JSON.parse(Buffer.from(carried, 'base64url').toString('utf8')))
  } catch {
    // Cut off or made up: as if no router had sent them.
    return {}
  }
}

/** Hotspot variables of RouterOS, or what CoovaChilli adds to its UAM address. */
function heard(fields: ReadonlyMap<string, string>): Visit {
  const field = (name: string) => fields.get(name) ?? ''
  const mac = field('mac') && { mac: field('mac') }
  if (field('uamip') !== '') {
    const at = `http://${field('uamip')}:${field('uamport') || '3990'}`
    const challenge = field('challenge')
    return {
      ...mac,
      ...(/^[0-9a-f]{32}$/i.test(challenge) && { router: { kind: 'coova', at, challenge } }),
      ...(field('userurl') && { to: field('userurl') }),
      ...(field('res') === 'failed' && { failed: field('reply') || 'refused' }),
    }
  }
  const login = field('link-login-only') || field('link-login')
  const id = octets(field('chap-id'))
  const challenge = octets(field('chap-challenge'))
  return {
    ...mac,
    ...(login !== '' && {
      router: {
        ...{ kind: 'mikrotik', at: login },
        ...(id.length === 2 && challenge !== '' && { chap: { id, challenge } }),
      },
    }),
    ...(field('link-orig') && { to: field('link-orig') }),
    ...(field('error') && { failed: field('error') }),
  }
}

/** RouterOS writes octets as `\153`, and those that can be printed as they are. In hex. */
function octets(given: string): string {
  const bytes: number[] = []
  for (const [, octal, sign = ''] of given.matchAll(/\\([0-3][0-7]{2})|([\s\S])/g))
    bytes.push(octal === undefined ? sign.charCodeAt(0) & 0xff : Number.parseInt(octal, 8))
  return Buffer.from(bytes).toString('hex')
}

function isWeb(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
}

/** Shared addresses of carriers (RFC 6598) count as private to `isPublic`, and routers have them. */
function loginAt(address: string, hosts: readonly string[]): string | undefined {
  if (!isWeb(address)) return undefined
  const { protocol, hostname, host, username, password } = new URL(address)
  if (username !== '' || password !== '') return undefined
  const ip = parseIp(hostname)
  const isRouter = ip ? ip.family === 4 && !isPublic(ip) : hosts.includes(hostname.toLowerCase())
  return isRouter ? `${protocol}//${host}` : undefined
}

/**
 * Where the browser goes to be let in, with a proof that is good for this once: the response of CHAP where the router gave a challenge,
 * else the password, which is another one a few minutes later.
 */
export function loginUrl(
  { router, to }: Visit,
  { username, password }: Credentials,
  uamSecret: string | null,
): string | undefined {
  if (!router) return undefined
  const query = new URLSearchParams({ username })
  if (router.kind === 'mikrotik') {
    query.set('password', router.chap ? chapOf(router.chap, password) : password)
    if (to !== undefined) query.set('dst', to)
    return `${router.at}/login?${query.toString()}`
  }
  query.set('response', uamResponse(router.challenge, password, uamSecret))
  if (to !== undefined) query.set('userurl', to)
  return `${router.at}/logon?${query.toString()}`
}

/** As login.html of RouterOS computes it: MD5 over the id, the password and the challenge (RFC 1994 §4.1). */
function chapOf(chap: { id: string; challenge: string }, password: string): string {
  const hash = createHash('md5').update(Buffer.from(chap.id, 'hex')).update(password)
  return hash.update(Buffer.from(chap.challenge, 'hex')).digest('hex')
}

/** CoovaChilli: the challenge is mixed with the secret of both, then CHAP with the id 0 (hotspotlogin.cgi of its sources). */
function uamResponse(challenge: string, password: string, secret: string | null): string {
  const plain = Buffer.from(challenge, 'hex')
  const mixed = secret === null ? plain : createHash('md5').update(plain).update(secret).digest()
  return createHash('md5').update(Buffer.of(0)).update(password).update(mixed).digest('hex')
}

import dns from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Why an address that somebody typed is not called. Says it in words for whoever typed it. */
export class ForbiddenAddress extends Error {
  override name = 'ForbiddenAddress'
}

export type OutboundAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The beginning of the body, as far as `answerBytes` allows. */
  readonly text: string
}

export type OutboundCall = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  readonly timeout_ms: number
  readonly answerBytes: number
  readonly signal?: AbortSignal
  /** For tests and for receivers in the ISP's own network (KASI_WEBHOOK_ALLOW_PRIVATE). */
  readonly allowPrivate: boolean
  /** The only hosts that may be called (KASI_OUTBOUND_HOSTS), `*.` in front for all below; absent: any. */
  readonly hosts?: readonly string[] | undefined
}

/**
 * Networks that are not the Internet (IANA special-purpose registries, RFC 6890 and its successors): this
 * machine, private and link-local networks, carrier NAT, documentation, multicast, and IPv6 forms that carry
 * an IPv4 address inside.
 */
const NOT_PUBLIC = new BlockList()
for (const network of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]) {
  const [address = '', bits] = network.split('/')
  NOT_PUBLIC.addSubnet(address, Number(bits), address.includes(':') ? 'ipv6' : 'ipv4')
}

export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return false
  // BlockList sees the IPv4 address inside ::ffff:a.b.c.d by itself.
  return !NOT_PUBLIC.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/**
 * Posts to an address that people typed, without letting it reach into our own network (SSRF): the name is
 * resolved once, every address that it has must be public, and the connection goes to the address that was
 * checked, whatever the name says a moment later. Redirects are answers, never followed.
 *
 * Throws `ForbiddenAddress`, or whatever the network throws.
 */
export async function postOutside(call: OutboundCall): Promise<OutboundAnswer> {
  const url = new URL(call.url)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new ForbiddenAddress(`The address starts with ${url.protocol}//; write https://.`)
  if (url.username !== '' || url.password !== '')
    throw new ForbiddenAddress('The address holds a user name or password; leave them out.')
  if (!call.allowPrivate && url.protocol !== 'https:')
    throw new ForbiddenAddress('The address starts with http://; write https://.')
  const host = url.hostname.replaceAll(/^\[|\]$/g, '')
  const unlisted = whyUnlisted(url, call.hosts)
  if (unlisted !== undefined) throw new ForbiddenAddress(unlisted)
  const address = await resolveOnce(host, call)
  return send(url, address, call)
}

/** Why Kasi may not call there, where KASI_OUTBOUND_HOSTS says whom it may (ASVS 5.0 V13.2.4); undefined: it may. */
export function whyUnlisted(
  at: string | URL,
  hosts: readonly string[] | undefined,
): string | undefined {
  const host = new URL(at).hostname.replaceAll(/^\[|\]$/g, '')
  if (!hosts || isListed(host, hosts)) return undefined
  return `${host} is not among the hosts that Kasi may call. Whoever runs Kasi adds it to KASI_OUTBOUND_HOSTS.`
}

function isListed(host: string, hosts: readonly string[]): boolean {
  return hosts.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one))
}

async function resolveOnce(host: string, call: OutboundCall): Promise<string> {
  const found = isIP(host)
    ? [{ address: host }]
    : await dns.lookup(host, { all: true, order: 'verbatim' })
  const [first] = found
  if (!first) throw new ForbiddenAddress(`${host} has no address.`)
  const inside = call.allowPrivate ? undefined : found.find((one) => !isPublicAddress(one.address))
  if (inside)
    throw new ForbiddenAddress(
      `${host} is at ${inside.address}, which is not on the Internet. Kasi calls no address of a private network unless KASI_WEBHOOK_ALLOW_PRIVATE is set.`,
    )
  return first.address
}

function send(url: URL, address: string, call: OutboundCall): Promise<OutboundAnswer> {
  const pinned: LookupFunction = (_host, options, callback) => {
    const family = isIP(address)
    if (options.all) callback(null, [{ address, family }])
    else callback(null, address, family)
  }
  const timeout = AbortSignal.timeout(call.timeout_ms)
  const signal = call.signal ? AbortSignal.any([timeout, call.signal]) : timeout
  const { request: open } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const request = open(
      url,
      {
        method: 'POST',
        // A connection of its own: one that is kept alive was checked for somebody else's name.
        agent: false,
        lookup: pinned,
        signal,
        maxHeaderSize: 16 * 1024,
        headers: { ...call.headers, 'content-length': String(Buffer.byteLength(call.body)) },
      },
      (answer) => {
        const parts: Buffer[] = []
        let bytes = 0
        const done = () => {
          const text = Buffer.concat(parts).subarray(0, call.answerBytes).toString('utf8')
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text })
          answer.destroy()
        }
        answer.on('data', (part: Buffer) => {
          parts.push(part)
          bytes += part.length
          if (bytes >= call.answerBytes) done()
        })
        answer.on('end', done)
        answer.on('error', reject)
      },
    )
    request.on('error', (error) =>
      reject(timeout.aborted ? new Error(`No answer within ${call.timeout_ms / 1000} s.`) : error),
    )
    request.end(call.body)
  })
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { isIP } from 'node:net'
import type { Actor, SiteScope } from '#kernel/actor.ts'
import type { Call } from '#platform/serve.ts'
import type { Origin } from '#platform/tx.ts'

/** One request on its way through the edge: what handlers see of it, and what they add to the answer. */
export type Crossing = {
  readonly call: Call
  actor: Actor
  /** Where the endpoint's permission is held. */
  sites?: SiteScope
  /** Endpoint name or page; low cardinality, for logs and metrics. */
  name: string
  readonly started_ms: number
  /** Every change that was committed before this request arrived has been heard (`Live.caughtUp`). */
  caughtUp: boolean
  /** Under which the answer may be kept. */
  pageKey?: string | undefined
  /** Headers and cookies that the handler asked for; written when it succeeds. */
  readonly added: Added
  /** What was asked, once it is parsed. */
  input?: unknown
  /** The refusal is in the audit trail already: its unit committed. */
  isRecorded?: boolean
  /** The answer's `code` when it was a problem. */
  code?: string
  fault?: string
}

export class Added {
  headers: [string, string][] = []
  cookies: string[] = []
  #kept = { headers: 0, cookies: 0 }

  /** What is there now stays, however often the handler is run: signing in renewed a cookie, for example. */
  keep(): void {
    this.#kept = { headers: this.headers.length, cookies: this.cookies.length }
  }

  /** Forgets what an earlier run of the handler added. */
  restart(): void {
    this.headers.length = this.#kept.headers
    this.cookies.length = this.#kept.cookies
  }

  writeTo(reply: FastifyReply): void {
    for (const [name, value] of this.headers) reply.header(name, value)
    // Fastify keeps one `set-cookie` line per value.
    for (const cookie of this.cookies) reply.header('set-cookie', cookie)
  }
}

export function crossingOf(request: FastifyRequest, name: string, actor: Actor): Crossing {
  const added = new Added()
  return {
    call: new RequestCall(request, added),
    actor,
    name,
    added,
    caughtUp: false,
    started_ms: performance.now(),
  }
}

class RequestCall implements Call {
  readonly requestId: string
  readonly ip: string
  readonly userAgent: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly #request: FastifyRequest
  readonly #added: Added
  #url: URL | undefined

  constructor(request: FastifyRequest, added: Added) {
    this.#request = request
    this.#added = added
    this.requestId = request.id
    this.ip = addressOf(request)
    this.userAgent = (request.headers['user-agent'] ?? '').slice(0, 500)
    // Node joins repeated headers with commas; only `set-cookie`, which requests do not have, is a list.
    this.headers = request.headers as Record<string, string | undefined>
  }

  get url(): URL {
    const { protocol, host, url } = this.#request
    // Strangers may say any Host, also one that is none.
    const origin = `${protocol}://${host}`
    this.#url ??= new URL(url, URL.canParse(origin) ? origin : 'http://localhost')
    return this.#url
  }

  setHeader(name: string, value: string): void {
    this.#added.headers.push([name, value])
  }

  addCookie(cookie: string): void {
    this.#added.cookies.push(cookie)
  }
}

/** A trusted proxy may still pass on nonsense; then the proxy itself is who called. */
function addressOf(request: FastifyRequest): string {
  const ip = request.ip
  const known = isIP(ip) ? ip : (request.socket.remoteAddress ?? '0.0.0.0')
  return known.startsWith('::ffff:') ? known.slice(7) : known
}

export function originOf({ actor, sites, name, call, input }: Crossing): Origin {
  const { requestId: id, ip, userAgent } = call
  const request = { id, ip, userAgent }
  return { actor, name, request, ...(sites && { sites }), ...(input !== undefined && { input }) }
}

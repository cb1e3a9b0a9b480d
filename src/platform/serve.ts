import type { Actor } from '#kernel/actor.ts'
import type { Endpoint, ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import type { Refusal } from '#kernel/refusal.ts'
import type { Read, Tx } from '#platform/tx.ts'

/** The HTTP request as a handler may see it: never the web framework's own objects. */
export type Call = {
  readonly requestId: string
  readonly ip: string
  readonly userAgent: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly url: URL
  setHeader(name: string, value: string): void
  /** Adds one `Set-Cookie` value as it stands. */
  addCookie(cookie: string): void
}

/**
 * A refusal that a handler throws rolls its unit back. One that it returns is answered the same way
 * after the unit has committed: for what must be remembered although the answer is no, such as a
 * wrong password.
 */
type Handler<E extends Endpoint> = E['method'] extends 'GET'
  ? (read: Read, input: ParsedInputOf<E>, call: Call) => Promise<ReplyOf<E> | Refusal>
  : (tx: Tx, input: ParsedInputOf<E>, call: Call) => Promise<ReplyOf<E> | Refusal>

/**
 * How a call with `reach: 'site'` stays at the sites of its caller.
 * - A function finds the site of the thing that the input names, and the edge refuses other sites before the handler
 *   runs: null for a thing of no site, which only those reach who work everywhere; undefined where there is no such
 *   thing, which the handler says in its own words.
 * - `filtered`: the handler takes rows of `sites` of its unit only (`atSites` is the condition). An answer for which
 *   it never looked at `sites` is a fault and does not leave.
 *
 * Neither is needed where the input's own `siteId`, which may not be left out, says it: the edge looks at each `siteId`.
 */
export type SiteOf<E extends Endpoint = Endpoint> =
  | 'filtered'
  | ((read: Read, input: ParsedInputOf<E>) => Promise<string | null | undefined>)

type Where<E extends Endpoint> =
  NonNullable<E['reach']> extends 'site'
    ? ParsedInputOf<E> extends { siteId: string }
      ? []
      : [siteOf: SiteOf<E>]
    : []

/** An endpoint with its handler: parsing and mapping only, the rest is in commands and queries. */
export type Route = {
  readonly endpoint: Endpoint
  readonly handle: (work: Tx | Read, input: unknown, call: Call) => Promise<unknown>
  readonly siteOf?: SiteOf
  /** Only for `stream` endpoints; see `serveStream`. */
  readonly stream?: StreamSource
}

export function serve<E extends Endpoint>(
  endpoint: E,
  handle: Handler<E>,
  ...[siteOf]: Where<E>
): Route {
  return routeOf(endpoint, handle as Route['handle'], siteOf as SiteOf | undefined)
}

function routeOf(endpoint: Endpoint, handle: Route['handle'], siteOf?: SiteOf): Route {
  return { endpoint, handle, ...(siteOf !== undefined && { siteOf }) }
}

/** Bytes to look at or to keep: a logo, a PDF. */
export type FileReply = {
  readonly bytes: Uint8Array
  readonly mediaType: string
  /** What a browser calls it when it is saved. */
  readonly name: string
  /** `inline`: shown in place, under a policy that runs no script. */
  readonly as: 'inline' | 'download'
  /** Changes when the bytes do; lets browsers ask "is it still this one?" (RFC 9110 §8.8.3). */
  readonly tag?: string
}

/** A `file` endpoint (`kind: 'file'`, GET): answers bytes instead of JSON. */
export function serveFile<E extends Endpoint>(
  endpoint: E,
  handle: (read: Read, input: ParsedInputOf<E>, call: Call) => Promise<FileReply>,
  ...[siteOf]: Where<E>
): Route {
  return routeOf(endpoint, handle as Route['handle'], siteOf as SiteOf | undefined)
}

/** An announcement as live screens get it: what happened and to which things, never whole rows. */
export type Announcement = {
  /** Name of the event: `organization.site-opened`. */
  readonly name: string
  /** The event's payload. */
  readonly facts: Readonly<Record<string, unknown>>
}

export type StreamSource = {
  /** Names of the events that this stream may speak about. */
  readonly about: readonly string[]
  /**
   * One message for one listener, or nothing. Must be quick and touch nothing: it is called for every
   * listener at every event. An event with a `siteId` never reaches somebody who may not see that site.
   */
  readonly tell: (announcement: Announcement, actor: Actor, input: unknown) => unknown
}

/** A `stream` endpoint (`kind: 'stream'`, GET): server-sent events made from what rooms announce. */
export function serveStream<E extends Endpoint>(
  endpoint: E,
  source: {
    about: readonly { readonly name: string }[]
    tell(announcement: Announcement, actor: Actor, input: ParsedInputOf<E>): ReplyOf<E> | undefined
  },
): Route {
  return {
    endpoint,
    handle: () => Promise.reject(new Error(`${endpoint.name} is a stream and answers no call`)),
    stream: {
      about: source.about.map((event) => event.name),
      tell: source.tell as StreamSource['tell'],
    },
  }
}

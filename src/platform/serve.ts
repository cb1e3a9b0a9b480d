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

/** An endpoint with its handler: parsing and mapping only, the rest is in commands and queries. */
export type Route = {
  readonly endpoint: Endpoint
  readonly handle: (work: Tx | Read, input: unknown, call: Call) => Promise<unknown>
}

export function serve<E extends Endpoint>(endpoint: E, handle: Handler<E>): Route {
  return { endpoint, handle: handle as Route['handle'] }
}

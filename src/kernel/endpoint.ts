import { z } from 'zod'

/**
 * The one description of an HTTP endpoint. Validation, types, OpenAPI, the web client and the access
 * matrix are all made from it; nothing about an endpoint is written down a second time.
 *
 * `input` is one flat object. `:name` parts of the path are taken from it; for GET and DELETE the rest
 * is the query string, for POST, PUT and PATCH the JSON body.
 */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Who may call.
 * - `anyone`: no sign-in (sign-in itself, the captive page, health).
 * - `signed-in`: any member of staff with a whole session (own profile, own sessions).
 * - `enrolling`: staff whose password was right but who still owe a second factor.
 * - `subscriber`: a subscriber at the portal, for their own things.
 * - otherwise a permission such as `organization.read`, held through a role.
 */
export type Access = 'anyone' | 'signed-in' | 'enrolling' | 'subscriber' | Permission
export type Permission = `${string}.${string}`

/**
 * A query string may come in this header instead of the address, or a part of it: addresses are kept by proxies and
 * browsers, and a search for somebody's phone is nothing for them to keep (ASVS 5.0 V14.2.1).
 */
export const QUERY_HEADER = 'kasi-query'

/**
 * Where its permission must be held. `everywhere`, unless said: a role that is limited to some sites does not open what
 * concerns the whole ISP. `site`: holding it at some sites is enough, because the call handles the things of those only;
 * its route says how their site is known (`serve`).
 */
export type Reach = 'everywhere' | 'site'

export type Endpoint<
  Input extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
  M extends Method = Method,
  R extends Reach = Reach,
> = {
  /** `room.verb-noun`: the operationId in OpenAPI and the name in the audit trail. */
  readonly name: `${string}.${string}`
  readonly method: M
  readonly path: `/${string}`
  readonly access: Access
  readonly reach?: R
  /** One sentence for OpenAPI and for the audit trail's reader. */
  readonly summary: string
  readonly input: Input
  readonly reply: Reply
  /** The reply shows personal data, so every call leaves a row in the audit trail. */
  readonly personal?: boolean
  /** A fresh proof of identity (ASVS 5.0 V7.5.3) is asked for before money, roles, keys or exports change. */
  readonly stepUp?: boolean
  /** Largest JSON body in bytes; 256 KiB unless said. */
  readonly bodyLimit?: number
  /**
   * How fast one caller may call: `usual` unless said; `heavy` for what costs much (exports, bulk work);
   * `guess` where a secret is tried (sign-in, codes): counted in the database, for all processes together.
   */
  readonly pace?: 'usual' | 'heavy' | 'guess'
  /** For `guess`: the input field that names whose secret is tried (`email`), so that guesses from many addresses add up. */
  readonly guessedField?: string
  /** What the reply is, when it is not one JSON document. Lists are JSON or CSV, by `format=csv`. */
  readonly kind?: 'json' | 'list' | 'stream' | 'file'
}

export function endpoint<
  Input extends z.ZodType,
  Reply extends z.ZodType,
  const M extends Method,
  const R extends Reach = 'everywhere',
>(description: Endpoint<Input, Reply, M, R>): Endpoint<Input, Reply, M, R> {
  return description
}

/** What a caller sends: before defaults and coercion. */
export type InputOf<E extends Endpoint> = z.input<E['input']>
/** What a handler receives: parsed. */
export type ParsedInputOf<E extends Endpoint> = z.output<E['input']>
/** What a handler must give back. */
export type ReplyOf<E extends Endpoint> = z.input<E['reply']>
/** What a caller receives. */
export type ParsedReplyOf<E extends Endpoint> = z.output<E['reply']>

export const nothing = z.object({})

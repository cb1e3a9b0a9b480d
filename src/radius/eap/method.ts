import type { Known } from '../methods/proof.ts'
import type { MppeKeys } from '../methods/mppe.ts'

/** Why EAP ended without success. */
export type EapFailure =
  | 'wrong-password'
  | 'unknown-subscriber'
  /** What we keep of the password does not allow this method: CHAP and EAP-MD5 need all of it. */
  | 'cannot-be-checked'
  | 'no-common-method'
  | 'malformed'
  /** TLS broke; most often the peer does not trust our certificate. */
  | 'tls'
  | 'refused-by-peer'
  | 'session-lost'
  | 'too-many-rounds'
  | 'too-many-sessions'

/** What we know of whoever says to have this name; `undefined` when nobody has it. */
export type Lookup = (identity: string) => Known | undefined

export type MethodStep =
  | { kind: 'request'; data: Buffer }
  | ({ kind: 'success' } & Proven)
  | { kind: 'failure'; because: EapFailure; identity: string }

/** Who proved what. In a tunnel, the identity is the inner one. */
export type Proven = { identity: string; method: string; keys?: MppeKeys }

/** One conversation of one method, the server's part. It sees type-data only; identifiers and codes are handled around it. */
export type Method = {
  begin(): Buffer
  respond(data: Buffer, id: number): MethodStep | Promise<MethodStep>
  /** Frees what is not memory. Called once, however the conversation ends. */
  close?(): void
}

/** A method that may be offered. */
export type MethodKind = {
  type: number
  name: string
  start(context: MethodContext): Method
}

export type MethodContext = {
  /** As the peer gave it outside; not proven. */
  identity: string
  known: Lookup
  /** How many octets of type-data fit into one packet. */
  fragment_bytes: number
}

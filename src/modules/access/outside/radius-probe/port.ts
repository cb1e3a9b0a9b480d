import type { ShownAttribute } from '../../queries/shown-packet.ts'

/** A request as a router would send it, with all that it takes to make it. */
export type Ask = {
  readonly nasId: string
  /** What proves it; null: nothing does, as with a device. */
  readonly proof: { readonly method: 'pap' | 'chap' | 'mschap2'; readonly password: string } | null
  readonly userName: string
  readonly station: string | null
  readonly nasPort: string | null
}

export type Asked = {
  readonly kind: 'accept' | 'reject' | 'silence' | 'unreachable'
  readonly reason: string | null
  readonly took_ms: number | null
  readonly request: readonly ShownAttribute[]
  readonly reply: readonly ShownAttribute[]
}

/** Asks our own RADIUS server as a router would. */
export type RadiusProbe = { ask(what: Ask): Promise<Asked> }

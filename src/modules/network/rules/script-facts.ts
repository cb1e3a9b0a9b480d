/** Everything that a set-up says to a router. Ports are RADIUS' own (RFC 2865 §3, RFC 2866 §3). */
export type ScriptFacts = {
  readonly name: string
  readonly routerOs: 6 | 7
  readonly secret: string
  /** Where the router reaches us, the first choice first. */
  readonly servers: readonly string[]
  readonly coaPort: number
  readonly timeZone: string
  readonly ntp: readonly string[]
  readonly walledGarden: readonly string[]
  /** Where subscribers are, on the router. */
  readonly interface: string
  readonly pppoe: boolean
  readonly hotspot: boolean
  readonly tunnel:
    | { readonly kind: 'none' }
    | {
        readonly kind: 'wireguard' | 'sstp'
        readonly address: string
        readonly ours: string
        readonly length: number
        /** Host and port of our end. */
        readonly endpoint: string
        readonly ourPublicKey: string
        readonly publicKey: string
        /** The router's private key, or its password. */
        readonly key: string
      }
  readonly api: {
    readonly name: string
    readonly password: string
    readonly port: number
    readonly tls: boolean
  } | null
}

export const AUTH_PORT = 1812
export const ACCT_PORT = 1813
/** What a router tells us in between, unless the answer to a session says otherwise. */
export const INTERIM_S = 300

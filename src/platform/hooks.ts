import type { Read, Tx } from '#platform/tx.ts'

/** What another system sent us, as it came: nothing of it has been believed or even parsed. */
export type Arrival = {
  /** `:name` parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly ip: string
  readonly headers: Readonly<Record<string, string | undefined>>
}

/** A question whether an address is ours: nothing of it has been believed. */
export type Proof = Pick<Arrival, 'params' | 'ip'> & { readonly query: URLSearchParams }

/** What that system is told, in its own words. Anything from 400 on counts against the address that asked. */
export type HookAnswer = {
  readonly status: number
  readonly body: string
  readonly mediaType: string
}

/**
 * An address that other systems call by themselves (callbacks of providers). There is no sign-in and no contract: the path holds
 * a secret, the body may be anything. Calls that come together are taken together, in one unit of work whose commit
 * comes before every answer; so a thousand callbacks a second cost some dozen commits.
 */
export type Hook = {
  /** Room and verb, as jobs are named: `payments.take-callbacks`. */
  readonly name: `${string}.${string}`
  readonly path: `/hooks/${string}`
  /** Largest body in bytes; 64 KiB unless said. */
  readonly bodyLimit?: number
  /**
   * Some providers ask by GET whether an address is ours before they tell it anything. Says what they want to hear, or nothing where
   * they do not know the secret. Looks only.
   */
  readonly prove?: (read: Read, asked: Proof) => Promise<HookAnswer | undefined>
  /** Keeps what came, in order, and says what each is told. Touches nothing but `tx`; does the work later. */
  readonly take: (tx: Tx, arrivals: readonly Arrival[]) => Promise<readonly HookAnswer[]>
}

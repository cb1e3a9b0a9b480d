import type { Channel, MessageClass } from '#kernel/message.ts'
import type { MessageWhy } from '../contract.ts'

export type Reach = {
  /** Channels on which there is an address. */
  readonly addresses: ReadonlySet<Channel>
  /** Channels on which something carries. */
  readonly carried: ReadonlySet<Channel>
  /** Channels on which they want only what they must know. */
  readonly optedOut: ReadonlySet<Channel>
}

/** By which channels a message is tried, first to last; or why by none. */
export function waysFor(
  kind: MessageClass,
  order: readonly Channel[],
  { addresses, carried, optedOut }: Reach,
):
  | { readonly ways: readonly Channel[] }
  | { readonly ways: readonly []; readonly why: MessageWhy } {
  const reachable = [...new Set(order)].filter((channel) => addresses.has(channel))
  if (reachable.length === 0) return { ways: [], why: 'no-address' }
  const mayRefuse = kind === 'service' || kind === 'promotional'
  const wanted = mayRefuse ? reachable.filter((channel) => !optedOut.has(channel)) : reachable
  if (wanted.length === 0) return { ways: [], why: 'opted-out' }
  const ways = wanted.filter((channel) => carried.has(channel))
  return ways.length === 0 ? { ways: [], why: 'no-gateway' } : { ways }
}

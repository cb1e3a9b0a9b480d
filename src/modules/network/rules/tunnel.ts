import { must } from '#kernel/assert.ts'
import { formatIp, parsePrefix } from '#kernel/ip.ts'

/** Both ends of the network of our tunnels; the first address after its own name is our end. */
export function tunnelEnds(network: string): {
  ours: string
  first: string
  last: string
  length: number
} {
  const prefix = must(parsePrefix(network), `the tunnels have a network, not ${network}`)
  const at = (value: bigint) => formatIp({ family: prefix.family, value })
  return {
    ours: at(prefix.first + 1n),
    first: at(prefix.first),
    last: at(prefix.last),
    length: prefix.length,
  }
}

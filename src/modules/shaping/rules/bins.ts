import type { WhatIf } from '../contract.ts'

const GB = 1_000_000_000n
/** Where people's months differ: few use nothing, few use terabytes. */
const EDGES = [0n, 5n, 10n, 25n, 50n, 100n, 200n, 400n, 800n, 1_600n].map((edge) => edge * GB)

/** How many services used from each edge up to below the next. */
export function binsOf(
  totals: readonly { readonly used: bigint; readonly services: number }[],
): WhatIf['histogram'] {
  return EDGES.map((from, place) => {
    const to = EDGES[place + 1]
    const within = totals.filter(({ used }) => used >= from && (to === undefined || used < to))
    return {
      from: String(from),
      to: to === undefined ? null : String(to),
      services: within.reduce((sum, { services }) => sum + services, 0),
    }
  })
}

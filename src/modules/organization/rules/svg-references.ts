/** What one part of a drawing asks for by name: `use`, a gradient, a mask, a pattern. */
export type Reference = {
  /** Ids of the element that asks and of those around it: whoever draws one of them draws the target, too. */
  readonly holders: readonly string[]
  readonly target: string
}

/** How often a browser draws what is asked for, for each time it is asked. A pattern fills its place with tiles. */
const TIMES: Readonly<Record<string, number>> = { pattern: 100, filter: 20, marker: 20, mask: 4 }

/** Elements drawn because others ask for them: far more than any logo has, far less than a browser notices. */
const DRAWN_MAX = 20_000

/**
 * Whether following all references would keep a browser busy: parts that ask for parts multiply (ten lines of ten
 * make ten thousand million), and parts that ask for themselves have no end.
 */
export function multiplies(
  references: readonly Reference[],
  elements: ReadonlyMap<string, string>,
): boolean {
  const inside = new Map<string, string[]>()
  for (const { holders, target } of references)
    for (const holder of new Set(holders))
      inside.set(holder, [...(inside.get(holder) ?? []), target])

  const known = new Map<string, number>()
  const under = new Set<string>()
  /** Infinite for a ring; bounded, so that numbers stay numbers. */
  function drawn(id: string): number {
    const cost = known.get(id)
    if (cost !== undefined) return cost
    if (under.has(id)) return Infinity
    under.add(id)
    let sum = 1
    for (const target of inside.get(id) ?? []) {
      sum += drawn(target)
      if (sum > DRAWN_MAX) break
    }
    under.delete(id)
    const times = sum * (TIMES[elements.get(id) ?? ''] ?? 1)
    known.set(id, times)
    return times
  }

  let total = 0
  for (const { target } of references) {
    total += drawn(target)
    if (total > DRAWN_MAX) return true
  }
  return false
}

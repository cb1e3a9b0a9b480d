export type FairlyTaken<Item> = {
  readonly taken: readonly Item[]
  readonly left: readonly Item[]
}

type How<Item> = {
  /** Most that are taken; more are given. */
  readonly most: number
  readonly routerOf: (item: Item) => string
  /** Whose turn it is first among those of one router. */
  readonly first: 'oldest' | 'newest'
}

/**
 * So many of what waits that each router has as much of them as any other, as far as it has so many: one that sends ten times as much as all others
 * waits for itself. Both parts are in the order of what was given, the oldest first.
 */
export function takeFairly<Item>(
  waiting: readonly Item[],
  { most, routerOf, first }: How<Item>,
): FairlyTaken<Item> {
  const part = partOfEach(waiting, most, routerOf)
  const takenOf = new Map<string, number>()
  const [taken, left]: [Item[], Item[]] = [[], []]
  const isNewestFirst = first === 'newest'
  let { rest } = part
  for (const item of isNewestFirst ? waiting.toReversed() : waiting) {
    const router = routerOf(item)
    const had = takenOf.get(router) ?? 0
    const isOfRest = had === part.each && rest > 0
    if (isOfRest) rest--
    if (had < part.each || isOfRest) {
      takenOf.set(router, had + 1)
      taken.push(item)
    } else left.push(item)
  }
  if (isNewestFirst) for (const items of [taken, left]) items.reverse()
  return { taken, left }
}

/** Those who have less leave room for the others; what does not divide is one more for whoever comes first. */
function partOfEach<Item>(
  waiting: readonly Item[],
  most: number,
  routerOf: (item: Item) => string,
): { each: number; rest: number } {
  const counts = new Map<string, number>()
  for (const item of waiting) counts.set(routerOf(item), (counts.get(routerOf(item)) ?? 0) + 1)
  let room = most
  let routers = counts.size
  for (const count of [...counts.values()].toSorted((one, other) => one - other)) {
    const each = Math.floor(room / routers)
    if (count > each) return { each, rest: room - each * routers }
    room -= count
    routers--
  }
  return { each: most, rest: 0 }
}

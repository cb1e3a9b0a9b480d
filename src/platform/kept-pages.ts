/**
 * Which tables a page of a list was made of, from the list that made it to the edge that answers with it. It hangs
 * on the page itself: a handler that adds something of its own to a page makes another object, which nobody keeps.
 */
const tables = new WeakMap<object, readonly string[]>()

export function madeOf<P extends object>(page: P, names: readonly string[] | undefined): P {
  if (names) tables.set(page, names)
  return page
}

export function tablesOf(page: unknown): readonly string[] | undefined {
  return typeof page === 'object' && page !== null ? tables.get(page) : undefined
}

/** What one kind of journal brought into a drawer, in cents; out of it is negative. */
export type Line = { readonly kind: string; readonly postings: number; readonly cents: bigint }

/** The journal that empties a drawer. It ends the lines of one drawer and begins no others. */
export const CLOSING = 'tills.closing'

/**
 * Lines of the drawer that is open now: all that the ledger has since it was decided, less what belonged to the drawer before. A drawer is
 * told from the one before it by sums and not by moments, because a unit that began before a closing may commit after it.
 */
export function linesSince(all: readonly Line[], before: readonly Line[]): Line[] {
  const earlier = new Map(before.map((line) => [line.kind, line]))
  return all
    .filter(({ kind }) => kind !== CLOSING)
    .map(({ kind, postings, cents }) => ({
      kind,
      postings: postings - (earlier.get(kind)?.postings ?? 0),
      cents: cents - (earlier.get(kind)?.cents ?? 0n),
    }))
    .filter(({ postings, cents }) => postings !== 0 || cents !== 0n)
}

/** Lines of several drawers as one. */
export function addedUp(lines: readonly Line[]): Line[] {
  return [...Map.groupBy(lines, ({ kind }) => kind)].map(([kind, same]) => ({
    kind,
    postings: same.reduce((sum, line) => sum + line.postings, 0),
    cents: same.reduce((sum, line) => sum + line.cents, 0n),
  }))
}

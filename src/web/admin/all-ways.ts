import type { Ways } from '#web/admin/screens.ts'

const found = import.meta.glob<Ways>('./*/ways.ts', { eager: true, import: 'ways' })

/** Every folder's ways to its screens: a new room appears in the navigation by having a `ways.ts`. */
const allWays: readonly Ways[] = Object.values(found)
export const navItems = allWays
  .flatMap((each) => each.nav ?? [])
  .toSorted((a, b) => a.order - b.order)
export const actions = allWays.flatMap((each) => each.actions ?? [])
export const finders = allWays.flatMap((each) => each.finders ?? [])

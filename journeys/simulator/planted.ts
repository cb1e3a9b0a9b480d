import { OF_CHANGES } from './planted/changes.ts'
import { OF_MONEY } from './planted/money.ts'
import { OF_USAGE } from './planted/usage.ts'
import type { Planted } from './planted/story.ts'

const WOKEN = (name: string) => `(globalThis.kasiPlanted === '${name}')`

/** Every bug, each awake only while its own story is played. */
export const PLANTED: readonly Planted[] = [...OF_MONEY, ...OF_USAGE, ...OF_CHANGES].map((one) => ({
  ...one,
  changes: one.changes.map((change) => ({
    ...change,
    to: change.to.replaceAll('WOKEN', WOKEN(one.name)),
  })),
}))

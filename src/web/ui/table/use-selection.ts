import { useState } from 'react'

export type Selection<T> = {
  rows: readonly T[]
  has: (row: T) => boolean
  toggle: (row: T) => void
  /** Of the rows on this page. */
  all: boolean | 'indeterminate'
  toggleAll: () => void
  clear: () => void
}

/** Which rows are chosen; a choice survives going to another page. */
export function useSelection<T>(here: readonly T[], keyOf: (row: T) => string): Selection<T> {
  const [chosen, setChosen] = useState<ReadonlyMap<string, T>>(new Map())
  const has = (row: T) => chosen.has(keyOf(row))
  const allHere = here.length > 0 && here.every(has)

  return {
    rows: [...chosen.values()],
    has,
    toggle: (row) => {
      const next = new Map(chosen)
      if (!next.delete(keyOf(row))) next.set(keyOf(row), row)
      setChosen(next)
    },
    all: allHere ? true : here.some(has) ? 'indeterminate' : false,
    toggleAll: () => {
      const next = new Map(chosen)
      for (const row of here) {
        if (allHere) next.delete(keyOf(row))
        else next.set(keyOf(row), row)
      }
      setChosen(next)
    },
    clear: () => setChosen(new Map()),
  }
}

import { z } from 'zod'
import { keep, useKept } from '#web/state/kept.ts'
import type { Column } from '#web/ui/table/types.ts'

const view = z.object({
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  /** Only what differs from the table's own choice, so that a column added later appears. */
  columns: z.record(z.string(), z.boolean()).default({}),
})
export type TableView = z.infer<typeof view>

/** What was kept, or the default for anything that is not ours: people and versions edit storage. */
export function parseView(kept: string | null): TableView {
  try {
    return view.parse(kept === null ? {} : JSON.parse(kept))
  } catch {
    return view.parse({})
  }
}

export function shownColumns<T>(columns: readonly Column<T>[], chosen: TableView): Column<T>[] {
  return columns.filter(
    (column, place) => place === 0 || (chosen.columns[column.id] ?? !column.hidden),
  )
}

/** Density and columns of one table, remembered on this machine. */
export function useTableView(name: string): [TableView, (next: TableView) => void] {
  const kept = useKept(`table.${name}`, (text) => text)
  return [parseView(kept), (next) => keep(`table.${name}`, next)]
}

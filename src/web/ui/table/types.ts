import type { Needed } from '#web/session.ts'
import type { ReactNode } from 'react'
import type { Option } from '#web/ui/form/SelectField.tsx'

export type Column<T> = {
  id: string
  header: string
  cell: (row: T) => ReactNode
  /** The list's sort name, where the API can sort by this. */
  sort?: string
  align?: 'start' | 'end'
  /** Shown only when chosen under "Columns". */
  hidden?: boolean
  /** Tailwind width, such as `w-40`. */
  width?: string
}

/** A filter of the list: one or several of some options, or free text (an IP address). */
export type TableFilter = {
  id: string
  label: string
  /** Only one value at a time. */
  single?: boolean
  options?: readonly Option[]
}

export type BulkAction<T> = {
  label: string
  icon?: ReactNode
  danger?: boolean
  permission?: Needed
  /** `done` clears the selection, for when it worked. */
  run: (rows: readonly T[], done: () => void) => void
}

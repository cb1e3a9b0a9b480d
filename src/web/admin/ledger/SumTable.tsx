import type { ReactNode } from 'react'
import { cn } from '#web/ui/cn.ts'
import { Sideways } from '#web/ui/Sideways.tsx'

export type SumColumn<T> = {
  id: string
  header: string
  cell: (row: T) => ReactNode
  /** In the last line. */
  total?: ReactNode
  align?: 'start' | 'end'
  /** Left out on a phone, where two columns of amounts fit. */
  wide?: boolean
}

/** A whole table with its sums: nothing to search or turn over, as accountants print it. */
export function SumTable<T>({
  label,
  columns,
  rows,
  rowKey,
}: {
  label: string
  columns: readonly SumColumn<T>[]
  rows: readonly T[]
  rowKey: (row: T) => string | number
}) {
  const hasTotals = columns.some((column) => column.total !== undefined)
  const look = (column: SumColumn<T>) =>
    cn(
      'px-2.5 py-2.5 max-md:text-sm md:px-4',
      column.align === 'end' ? 'text-right' : 'text-left',
      column.wide && 'max-md:hidden',
    )
  return (
    <Sideways label={label} className="rounded-lg border bg-surface">
      <table aria-label={label} className="w-full">
        <thead className="border-b bg-sunken text-sm text-soft">
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={cn(look(column), 'font-medium')}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b last:border-b-0">
              {columns.map((column) => (
                <td key={column.id} className={look(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {hasTotals && (
          <tfoot className="border-t-2 font-semibold">
            <tr>
              {columns.map((column) => (
                <td key={column.id} className={look(column)}>
                  {column.total}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </Sideways>
  )
}

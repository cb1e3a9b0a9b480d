import { ArrowDown, ArrowUp } from 'lucide-react'
import { useText } from '#web/i18n/index.ts'
import { cn } from '#web/ui/cn.ts'
import { CheckBox } from '#web/ui/form/Check.tsx'
import { nextSort } from '#web/ui/table/list-state.ts'
import type { Column } from '#web/ui/table/types.ts'
import type { Selection } from '#web/ui/table/use-selection.ts'

const CELL =
  'sticky top-14 z-10 h-9 border-b bg-sunken px-4 text-sm font-medium whitespace-nowrap text-soft first:rounded-tl-lg last:rounded-tr-lg'

type Props<T> = {
  columns: readonly Column<T>[]
  sort: string | undefined
  onSort: (sort: string | undefined) => void
  /** Nothing when rows cannot be selected. */
  selection: Selection<T> | undefined
}

/** Names of the columns; those that the server can sort by are buttons. Stays in view while one scrolls. */
export function Head<T>({ columns, sort, onSort, selection }: Props<T>) {
  const t = useText()
  return (
    <thead role="rowgroup" className="@max-2xl:hidden">
      <tr role="row">
        {selection && (
          <th role="columnheader" scope="col" className={cn(CELL, 'w-9 pr-0 text-left')}>
            <CheckBox
              checked={selection.all}
              onChange={selection.toggleAll}
              label={t('common.table.selectAll')}
            />
          </th>
        )}
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  )
}

function HeadCell<T>({
  column,
  sort,
  onSort,
}: Omit<Props<T>, 'columns' | 'selection'> & { column: Column<T> }) {
  const t = useText()
  const by = column.sort
  const up = by !== undefined && sort === by
  const down = by !== undefined && sort === `-${by}`
  const end = column.align === 'end'
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={up ? 'ascending' : down ? 'descending' : undefined}
      className={cn(CELL, column.width, end ? 'text-right' : 'text-left')}
    >
      {by === undefined ? (
        column.header
      ) : (
        <button
          type="button"
          onClick={() => onSort(nextSort(sort, by))}
          title={t('common.table.sortBy', { name: column.header })}
          className={cn(
            '-mx-1.5 inline-flex h-7 items-center gap-1 rounded px-1.5 hover:bg-hover hover:text-ink',
            (up || down) && 'text-ink',
            end && 'flex-row-reverse',
          )}
        >
          {column.header}
          {up && <ArrowUp aria-hidden="true" className="size-3.5" />}
          {down && <ArrowDown aria-hidden="true" className="size-3.5" />}
        </button>
      )}
    </th>
  )
}

import { SearchX } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { cn } from '#web/ui/cn.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { ProblemView } from '#web/ui/Problem.tsx'
import { BulkBar } from '#web/ui/table/BulkBar.tsx'
import { Footer } from '#web/ui/table/Footer.tsx'
import { Head } from '#web/ui/table/Head.tsx'
import { Row, WaitingRows } from '#web/ui/table/Row.tsx'
import { Toolbar } from '#web/ui/table/Toolbar.tsx'
import type { BulkAction, Column, TableFilter } from '#web/ui/table/types.ts'
import type { ListView } from '#web/ui/table/use-list.ts'
import { useSelection } from '#web/ui/table/use-selection.ts'
import { useWalk } from '#web/ui/table/use-walk.ts'
import { shownColumns, useTableView } from '#web/ui/table/view.ts'

export type DataTableProps<T> = {
  /** Unique among tables: choices are remembered under it. */
  name: string
  /** Read out as the table's title. */
  label: string
  list: ListView<T>
  columns: readonly Column<T>[]
  rowKey: (row: T) => string
  /** What people call this row. */
  rowName: (row: T) => string
  /** Where the row leads; its first cell becomes the link. Or `onOpen` for a side panel. */
  rowLink?: (row: T) => string
  onOpen?: (row: T) => void
  filters?: readonly TableFilter[]
  /** What the search looks through; no search field without it. */
  searchIn?: string
  bulk?: readonly BulkAction<T>[]
  /** Without rows and without any filter: says what to do. */
  empty: ReactNode
  /** Right end of the toolbar. */
  actions?: ReactNode
}

/** A list of the API as a table: searched, filtered, sorted and paged by the server; cards on the phone. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { list, rowKey, rowName, rowLink, onOpen, bulk = [], filters = [] } = props
  const go = useGo()
  const [view, setView] = useTableView(props.name)
  const rows = list.page?.items ?? []
  const columns = shownColumns(props.columns, view)
  const chosen = useSelection(rows, rowKey)
  const selection = bulk.length > 0 ? chosen : undefined
  const search = useRef<HTMLInputElement>(null)

  function opener(row: T): (() => void) | undefined {
    if (rowLink) return () => go(rowLink(row))
    return onOpen && (() => onOpen(row))
  }
  function at(place: number, does: (row: T) => void): void {
    const row = rows[place]
    if (row !== undefined) does(row)
  }
  const walk = useWalk(rows.length, search, {
    open: (place) => at(place, (row) => opener(row)?.()),
    select: selection && ((place) => at(place, selection.toggle)),
  })

  return (
    <div className="@container min-w-0">
      <Toolbar
        list={list}
        columns={props.columns}
        filters={filters}
        searchIn={props.searchIn}
        searchRef={search}
        view={view}
        onView={setView}
        actions={props.actions}
      />
      {(list.page === undefined && list.error) || (list.page && rows.length === 0) ? (
        <div className="rounded-lg border border-dashed bg-surface">
          <Instead list={list} empty={props.empty} />
        </div>
      ) : (
        <div className="rounded-lg border bg-surface">
          <table
            role="table"
            aria-label={props.label}
            aria-busy={list.isRefreshing || undefined}
            className="w-full border-separate border-spacing-0 @max-2xl:block"
          >
            <Head
              columns={columns}
              sort={list.state.sort}
              onSort={(sort) => list.change({ sort })}
              selection={selection}
            />
            <tbody
              role="rowgroup"
              ref={walk.body}
              className={cn(
                '@max-2xl:block',
                list.isRefreshing && 'opacity-70 transition-opacity delay-300',
              )}
            >
              {list.page === undefined && (
                <WaitingRows
                  columns={columns.length + (selection ? 1 : 0)}
                  density={view.density}
                />
              )}
              {rows.map((row, place) => (
                <Row
                  key={rowKey(row)}
                  row={row}
                  name={rowName(row)}
                  columns={columns}
                  density={view.density}
                  selection={selection}
                  link={rowLink?.(row)}
                  onOpen={opener(row)}
                  walk={walk.rowProps(place)}
                />
              ))}
            </tbody>
          </table>
          <Footer list={list} />
        </div>
      )}
      <BulkBar selected={chosen.rows} actions={bulk} onClear={chosen.clear} />
    </div>
  )
}

/** In place of rows: what went wrong, that no row fits, or what to do to get the first one. */
function Instead<T>({ list, empty }: { list: ListView<T>; empty: ReactNode }) {
  const t = useText()
  const isFiltered = list.state.q !== '' || Object.keys(list.state.filters).length > 0
  if (list.error && list.page === undefined)
    return <ProblemView error={list.error} onRetry={list.retry} />
  if (!isFiltered) return empty
  return (
    <EmptyState
      icon={SearchX}
      title={t('common.table.noneMatch')}
      action={
        <Button onClick={() => list.change({ q: '', filters: {} })}>
          {t('common.table.clearFilters')}
        </Button>
      }
    >
      {t('common.table.noneMatchHint')}
    </EmptyState>
  )
}

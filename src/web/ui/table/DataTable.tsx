import { ArrowDown, ArrowUp, SearchX } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { cn } from '#web/ui/cn.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { CheckBox } from '#web/ui/form/Check.tsx'
import { isPlainKey, useKeys } from '#web/ui/keys.ts'
import { Anchor, useGo } from '#web/ui/Link.tsx'
import { ProblemView } from '#web/ui/Problem.tsx'
import { Skeleton } from '#web/ui/Skeleton.tsx'
import { BulkBar } from '#web/ui/table/BulkBar.tsx'
import { Footer } from '#web/ui/table/Footer.tsx'
import { nextSort } from '#web/ui/table/list-state.ts'
import { Toolbar } from '#web/ui/table/Toolbar.tsx'
import type { BulkAction, Column, TableFilter } from '#web/ui/table/types.ts'
import type { ListView } from '#web/ui/table/use-list.ts'
import { shownColumns, useTableView } from '#web/ui/table/view.ts'

type Props<T> = {
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
export function DataTable<T>(props: Props<T>) {
  const { name, label, list, rowKey, rowName, bulk = [], filters = [] } = props
  const t = useText()
  const go = useGo()
  const [view, setView] = useTableView(name)
  const [selected, setSelected] = useState<ReadonlyMap<string, T>>(new Map())
  const [active, setActive] = useState(0)
  const body = useRef<HTMLTableSectionElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const rows = list.page?.items ?? []
  const columns = shownColumns(props.columns, view)
  const selectable = bulk.length > 0
  const isFiltered = list.state.q !== '' || Object.keys(list.state.filters).length > 0

  function toggle(row: T) {
    const next = new Map(selected)
    if (!next.delete(rowKey(row))) next.set(rowKey(row), row)
    setSelected(next)
  }
  function open(row: T) {
    if (props.rowLink) go(props.rowLink(row))
    else props.onOpen?.(row)
  }
  function move(to: number) {
    const place = Math.max(0, Math.min(rows.length - 1, to))
    setActive(place)
    body.current?.rows[place]?.focus()
  }

  useKeys((event) => {
    if (!isPlainKey(event)) return
    if (event.key === '/') {
      search.current?.focus()
      event.preventDefault()
      return
    }
    if (rows.length === 0) return
    const inside = body.current?.contains(document.activeElement) ?? false
    if (event.key === 'j') move(inside ? active + 1 : 0)
    else if (event.key === 'k') move(inside ? active - 1 : 0)
    else return
    event.preventDefault()
  })

  const allHere = rows.length > 0 && rows.every((row) => selected.has(rowKey(row)))
  const someHere = rows.some((row) => selected.has(rowKey(row)))
  const cell = view.density === 'compact' ? 'py-1' : 'py-2.5'

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
      {list.error && list.page === undefined ? (
        <Framed>
          <ProblemView error={list.error} onRetry={list.retry} />
        </Framed>
      ) : list.page && rows.length === 0 ? (
        <Framed>
          {isFiltered ? (
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
          ) : (
            props.empty
          )}
        </Framed>
      ) : (
        <div className="rounded-lg border bg-surface">
          <table
            role="table"
            aria-label={label}
            aria-busy={list.isRefreshing || undefined}
            className="w-full border-separate border-spacing-0 @max-2xl:block"
          >
            <thead role="rowgroup" className="@max-2xl:sr-only">
              <tr role="row">
                {selectable && (
                  <th
                    role="columnheader"
                    scope="col"
                    className={cn(HEAD, 'w-9 rounded-tl-lg pr-0')}
                  >
                    <CheckBox
                      checked={allHere ? true : someHere ? 'indeterminate' : false}
                      onChange={() =>
                        setSelected(
                          allHere ? new Map() : new Map(rows.map((row) => [rowKey(row), row])),
                        )
                      }
                      label={t('common.table.selectAll')}
                    />
                  </th>
                )}
                {columns.map((column) => (
                  <HeadCell
                    key={column.id}
                    column={column}
                    sort={list.state.sort}
                    onSort={(sort) => list.change({ sort })}
                  />
                ))}
              </tr>
            </thead>
            <tbody
              role="rowgroup"
              ref={body}
              className={cn(
                '@max-2xl:block',
                list.isRefreshing && 'opacity-70 transition-opacity delay-300',
              )}
            >
              {list.page === undefined
                ? SKELETON_ROWS.map((row) => (
                    <tr role="row" key={row} className="@max-2xl:block @max-2xl:p-4">
                      {columns.map((column) => (
                        <td
                          role="cell"
                          key={column.id}
                          className={cn('border-b px-4 @max-2xl:block @max-2xl:border-0', cell)}
                        >
                          <Skeleton className="w-3/4" />
                        </td>
                      ))}
                    </tr>
                  ))
                : rows.map((row, place) => (
                    <tr
                      role="row"
                      key={rowKey(row)}
                      tabIndex={place === Math.min(active, rows.length - 1) ? 0 : -1}
                      aria-label={rowName(row)}
                      onFocus={() => setActive(place)}
                      onKeyDown={(event) => {
                        if (event.target !== event.currentTarget) return
                        if (event.key === 'Enter') open(row)
                        else if (event.key === 'ArrowDown') move(place + 1)
                        else if (event.key === 'ArrowUp') move(place - 1)
                        else if (event.key === 'x' && selectable) toggle(row)
                        else return
                        event.preventDefault()
                      }}
                      onClick={(event) => {
                        if (
                          !(event.target as Element).closest(
                            'a,button,input,label,[role]:not(tr,td)',
                          )
                        )
                          open(row)
                      }}
                      className={cn(
                        'group/row outline-none focus-visible:relative focus-visible:z-1 focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent-text',
                        '@max-2xl:relative @max-2xl:grid @max-2xl:grid-cols-[auto_1fr_auto] @max-2xl:gap-x-3 @max-2xl:gap-y-0.5 @max-2xl:border-b @max-2xl:px-4 @max-2xl:py-3 @max-2xl:last:border-b-0',
                        (props.rowLink || props.onOpen) && 'cursor-pointer',
                        selected.has(rowKey(row)) ? 'bg-accent-wash' : 'hover:bg-hover',
                      )}
                    >
                      {selectable && (
                        <td
                          role="cell"
                          className={cn(
                            'border-b py-0 pr-0 pl-4 align-middle group-last/row:border-b-0 @max-2xl:row-span-2 @max-2xl:border-0 @max-2xl:p-0',
                          )}
                        >
                          <CheckBox
                            checked={selected.has(rowKey(row))}
                            onChange={() => toggle(row)}
                            label={t('common.table.selectRow', { name: rowName(row) })}
                          />
                        </td>
                      )}
                      {columns.map((column, index) => (
                        <td
                          role="cell"
                          key={column.id}
                          className={cn(
                            'border-b px-4 align-middle group-last/row:border-b-0 @max-2xl:col-span-full @max-2xl:flex @max-2xl:items-baseline @max-2xl:justify-between @max-2xl:gap-4 @max-2xl:border-0 @max-2xl:p-0 @max-2xl:py-0.5',
                            cell,
                            column.width,
                            column.align === 'end' && 'text-right tnum @max-2xl:text-left',
                            index === 0 && 'font-medium @max-2xl:mb-0.5',
                            index === 0 && selectable && '@max-2xl:col-start-2',
                          )}
                        >
                          {index > 0 && (
                            <span
                              aria-hidden="true"
                              className="hidden text-sm text-soft @max-2xl:inline"
                            >
                              {column.header}
                            </span>
                          )}
                          {index === 0 ? (
                            <First row={row} rowLink={props.rowLink} onOpen={props.onOpen}>
                              {column.cell(row)}
                            </First>
                          ) : (
                            <span className="contents @max-2xl:block @max-2xl:text-right">
                              {column.cell(row)}
                            </span>
                          )}
                        </td>
                      ))}
                    </tr>
                  ))}
            </tbody>
          </table>
          <Footer list={list} />
        </div>
      )}
      <BulkBar
        selected={[...selected.values()]}
        actions={bulk}
        onClear={() => setSelected(new Map())}
      />
    </div>
  )
}

const SKELETON_ROWS = [1, 2, 3, 4, 5, 6, 7, 8]
const HEAD =
  'sticky top-14 z-10 h-9 border-b bg-sunken px-4 text-left text-sm font-medium whitespace-nowrap text-soft last:rounded-tr-lg first:rounded-tl-lg'

function Framed({ children }: { children: ReactNode }) {
  return <div className="rounded-lg border border-dashed bg-surface">{children}</div>
}

function First<T>({
  row,
  rowLink,
  onOpen,
  children,
}: {
  row: T
  rowLink: ((row: T) => string) | undefined
  onOpen: ((row: T) => void) | undefined
  children: ReactNode
}) {
  // Not in the tab order: the row itself is, and opens with Enter.
  if (rowLink)
    return (
      <Anchor
        to={rowLink(row)}
        tabIndex={-1}
        className="rounded-sm group-hover/row:text-accent-text hover:underline"
      >
        {children}
      </Anchor>
    )
  if (onOpen)
    return (
      <button
        type="button"
        tabIndex={-1}
        onClick={() => onOpen(row)}
        className="rounded-sm text-left group-hover/row:text-accent-text hover:underline"
      >
        {children}
      </button>
    )
  return children
}

function HeadCell<T>({
  column,
  sort,
  onSort,
}: {
  column: Column<T>
  sort: string | undefined
  onSort: (sort: string | undefined) => void
}) {
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
      className={cn(HEAD, column.width, end && 'text-right')}
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

import { ListFilter, Search, SlidersHorizontal, X } from 'lucide-react'
import { useEffect, useState, type ReactNode, type RefObject } from 'react'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Menu, MenuCheck, MenuChoice, MenuLabel, MenuSeparator } from '#web/ui/Menu.tsx'
import { CsvButton } from '#web/ui/table/CsvButton.tsx'
import { FilterChips, FilterPicker } from '#web/ui/table/Filters.tsx'
import type { Column, TableFilter } from '#web/ui/table/types.ts'
import type { ListView } from '#web/ui/table/use-list.ts'
import type { TableView } from '#web/ui/table/view.ts'

const TYPING_MS = 250

type Props<T> = {
  list: ListView<T>
  columns: readonly Column<T>[]
  filters: readonly TableFilter[]
  searchIn: string | undefined
  searchRef: RefObject<HTMLInputElement | null>
  view: TableView
  onView: (view: TableView) => void
  actions: ReactNode
}

/** Above a table: search, filters as chips, how it looks, the file of all of it. */
export function Toolbar<T>({
  list,
  columns,
  filters,
  searchIn,
  searchRef,
  view,
  onView,
  actions,
}: Props<T>) {
  const t = useText()
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      {searchIn && (
        <SearchBox
          list={list}
          label={t('common.searchFor', { what: searchIn })}
          inputRef={searchRef}
        />
      )}
      {filters.length > 0 && (
        <FilterPicker
          filters={filters}
          list={list}
          trigger={
            <Button icon={<ListFilter />} className="text-soft">
              {t('common.table.filter')}
            </Button>
          }
        />
      )}
      <FilterChips filters={filters} list={list} />
      <div className="ml-auto flex items-center gap-1">
        <CsvButton of={list} />
        <Menu
          trigger={
            <IconButton label={t('common.table.view')}>
              <SlidersHorizontal />
            </IconButton>
          }
        >
          <MenuLabel>{t('common.table.density')}</MenuLabel>
          <MenuChoice
            value={view.density}
            onChange={(density) => onView({ ...view, density })}
            options={[
              { value: 'comfortable', label: t('common.table.comfortable') },
              { value: 'compact', label: t('common.table.compact') },
            ]}
          />
          <Sorts columns={columns} list={list} />
          <MenuSeparator />
          <MenuLabel>{t('common.table.columns')}</MenuLabel>
          {columns.slice(1).map((column) => (
            <MenuCheck
              key={column.id}
              checked={view.columns[column.id] ?? !column.hidden}
              onChange={(shown) =>
                onView({ ...view, columns: { ...view.columns, [column.id]: shown } })
              }
            >
              {column.header}
            </MenuCheck>
          ))}
        </Menu>
        {actions}
      </div>
    </div>
  )
}

/** The same as pressing a column's name; on the phone, where there are no column heads, the only way. */
function Sorts<T>({ columns, list }: { columns: readonly Column<T>[]; list: ListView<T> }) {
  const t = useText()
  const options = columns.flatMap(({ sort, header }) =>
    sort === undefined
      ? []
      : [
          { value: sort, label: `${header} ↑` },
          { value: `-${sort}`, label: `${header} ↓` },
        ],
  )
  if (options.length === 0) return null
  return (
    <>
      <MenuSeparator />
      <MenuLabel>{t('common.table.sort')}</MenuLabel>
      <MenuChoice
        value={list.state.sort ?? ''}
        onChange={(sort) => list.change({ sort })}
        options={options}
      />
    </>
  )
}

function SearchBox<T>({
  list,
  label,
  inputRef,
}: {
  list: ListView<T>
  label: string
  inputRef: RefObject<HTMLInputElement | null>
}) {
  const t = useText()
  const asked = list.state.q
  const [typed, setTyped] = useState(asked)
  // The address can change under us: back, a cleared filter, a link. What we asked for ourselves comes back a moment
  // later, when more may have been typed.
  const [seen, setSeen] = useState(asked)
  const [sent, setSent] = useState(asked)
  if (seen !== asked) {
    setSeen(asked)
    setSent(asked)
    if (asked !== sent) setTyped(asked)
  }
  useEffect(() => {
    if (typed === asked) return
    const timer = setTimeout(() => {
      setSent(typed)
      list.change({ q: typed })
    }, TYPING_MS)
    return () => clearTimeout(timer)
  })
  return (
    <div className="control relative flex min-w-48 flex-1 basis-56 items-center p-0 @2xl:max-w-104">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute left-2.5 size-4 text-soft"
      />
      <input
        ref={inputRef}
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && typed) setTyped('')
          else if (event.key === 'Escape') event.currentTarget.blur()
        }}
        className="w-full self-stretch bg-transparent pr-9 pl-8 outline-none"
      />
      {typed && (
        <IconButton
          size="sm"
          label={t('common.clear')}
          onClick={() => setTyped('')}
          className="absolute right-1"
        >
          <X />
        </IconButton>
      )}
    </div>
  )
}

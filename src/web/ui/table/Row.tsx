import type { ComponentProps, ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { cn } from '#web/ui/cn.ts'
import { CheckBox } from '#web/ui/form/Check.tsx'
import { Anchor } from '#web/ui/Link.tsx'
import { Skeleton } from '#web/ui/Skeleton.tsx'
import type { Column } from '#web/ui/table/types.ts'
import type { Selection } from '#web/ui/table/use-selection.ts'
import type { TableView } from '#web/ui/table/view.ts'

/** Where the table is narrow, a row becomes a card and a cell a line with its column's name. */
const CARD =
  '@max-2xl:relative @max-2xl:grid @max-2xl:grid-cols-[auto_1fr_auto] @max-2xl:gap-x-3 @max-2xl:gap-y-0.5 @max-2xl:border-b @max-2xl:px-4 @max-2xl:py-3 @max-2xl:last:border-b-0'
const CARD_LINE =
  '@max-2xl:col-span-full @max-2xl:flex @max-2xl:items-baseline @max-2xl:justify-between @max-2xl:gap-4 @max-2xl:border-0 @max-2xl:p-0 @max-2xl:py-0.5'
const FOCUS =
  'outline-none focus-visible:relative focus-visible:z-1 focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent-text'
const PADDING: Record<TableView['density'], string> = { comfortable: 'py-2.5', compact: 'py-1' }

type Props<T> = {
  row: T
  name: string
  columns: readonly Column<T>[]
  density: TableView['density']
  selection: Selection<T> | undefined
  link: string | undefined
  onOpen: (() => void) | undefined
  /** From `useWalk`. */
  walk: Pick<ComponentProps<'tr'>, 'tabIndex' | 'onFocus' | 'onKeyDown'>
}

export function Row<T>({ row, name, columns, density, selection, link, onOpen, walk }: Props<T>) {
  const t = useText()
  return (
    <tr
      {...walk}
      role="row"
      aria-label={name}
      onClick={(event) => {
        // The whole row opens, but not through what is pressed for itself.
        const own = 'a,button,input,label,[role]:not(tr,td)'
        const pressed = event.target instanceof Element ? event.target.closest(own) : null
        // The table around the row has a role, too.
        if (!pressed || !event.currentTarget.contains(pressed)) onOpen?.()
      }}
      className={cn(
        'group/row',
        FOCUS,
        CARD,
        onOpen && 'cursor-pointer',
        selection?.has(row) ? 'bg-accent-wash' : 'hover:bg-hover',
      )}
    >
      {selection && (
        <td
          role="cell"
          className="border-b py-0 pr-0 pl-4 align-middle group-last/row:border-b-0 @max-2xl:border-0 @max-2xl:p-0"
        >
          <CheckBox
            checked={selection.has(row)}
            onChange={() => selection.toggle(row)}
            label={t('common.table.selectRow', { name })}
          />
        </td>
      )}
      {columns.map((column, place) => (
        <td
          role="cell"
          key={column.id}
          className={cn(
            'border-b px-4 align-middle group-last/row:border-b-0',
            PADDING[density],
            CARD_LINE,
            column.width,
            column.align === 'end' && 'text-right tnum @max-2xl:text-left',
            place === 0 && 'font-medium',
            place === 0 && selection && '@max-2xl:col-span-2 @max-2xl:col-start-2',
          )}
        >
          {place === 0 ? (
            <First link={link} onOpen={onOpen}>
              {column.cell(row)}
            </First>
          ) : (
            <>
              <span className="hidden text-sm text-soft @max-2xl:inline">{column.header}</span>
              <span className="contents @max-2xl:block @max-2xl:text-right">
                {column.cell(row)}
              </span>
            </>
          )}
        </td>
      ))}
    </tr>
  )
}

/** What the row is called, and the way into it. Not in the tab order: the row itself is, and opens with Enter. */
function First({
  link,
  onOpen,
  children,
}: {
  link: string | undefined
  onOpen: (() => void) | undefined
  children: ReactNode
}) {
  const look = 'rounded-sm text-left group-hover/row:text-accent-text hover:underline'
  if (link !== undefined)
    return (
      <Anchor to={link} tabIndex={-1} className={look}>
        {children}
      </Anchor>
    )
  if (!onOpen) return children
  return (
    <button type="button" tabIndex={-1} onClick={onOpen} className={look}>
      {children}
    </button>
  )
}

/** As many grey rows as fit the first screen, while the first page comes. */
export function WaitingRows({
  columns,
  density,
}: {
  columns: number
  density: TableView['density']
}) {
  return Array.from({ length: 8 }, (_, line) => (
    <tr role="row" key={line} className="@max-2xl:block @max-2xl:px-4 @max-2xl:py-2">
      {Array.from({ length: columns }, (__, place) => (
        <td
          role="cell"
          key={place}
          className={cn(
            'border-b px-4 @max-2xl:block @max-2xl:border-0 @max-2xl:px-0',
            PADDING[density],
          )}
        >
          <Skeleton className="my-0.75 w-3/4" />
        </td>
      ))}
    </tr>
  ))
}

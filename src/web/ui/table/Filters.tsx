import { Check, ChevronRight, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { cn } from '#web/ui/cn.ts'
import { TextInput } from '#web/ui/form/TextInput.tsx'
import { Popover } from '#web/ui/Popover.tsx'
import type { TableFilter } from '#web/ui/table/types.ts'
import type { ListView } from '#web/ui/table/use-list.ts'

/** Sets one filter; an empty one leaves the address. */
function setFilter<T>(list: ListView<T>, id: string, values: readonly string[]): void {
  const { [id]: _, ...others } = list.state.filters
  list.change({ filters: values.length > 0 ? { ...others, [id]: values } : { ...others } })
}

/** First which filter, then its values. */
export function FilterPicker<T>({
  filters,
  list,
  trigger,
}: {
  filters: readonly TableFilter[]
  list: ListView<T>
  trigger: ReactNode
}) {
  const t = useText()
  const only = filters.length === 1 ? filters[0]?.id : undefined
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState<string | undefined>(only)
  const filter = filters.find((each) => each.id === chosen)
  return (
    <Popover
      trigger={trigger}
      label={t('common.table.addFilter')}
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setChosen(only)
      }}
      className="p-1"
    >
      {filter ? (
        <FilterValues filter={filter} list={list} onDone={() => setOpen(false)} />
      ) : (
        <ul>
          {filters.map((each) => (
            <li key={each.id}>
              <button type="button" onClick={() => setChosen(each.id)} className={ROW}>
                <span className="flex-1">{each.label}</span>
                <ChevronRight aria-hidden="true" className="size-4 text-soft" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  )
}

const ROW =
  'flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-hover focus-visible:outline-offset-[-2px] pointer-coarse:min-h-11'
const MANY = 8

function FilterValues<T>({
  filter,
  list,
  onDone,
}: {
  filter: TableFilter
  list: ListView<T>
  onDone: () => void
}) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const values = list.state.filters[filter.id] ?? []
  if (!filter.options)
    return (
      <form
        className="flex gap-2 p-1"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim()) setFilter(list, filter.id, [typed.trim()])
          onDone()
        }}
      >
        <TextInput
          autoFocus
          aria-label={filter.label}
          placeholder={filter.label}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit">{t('common.table.filter')}</Button>
      </form>
    )
  const options = filter.options.filter((option) =>
    option.label.toLowerCase().includes(typed.toLowerCase()),
  )
  return (
    <div role={filter.single ? 'radiogroup' : 'group'} aria-label={filter.label}>
      {filter.options.length > MANY && (
        <TextInput
          autoFocus
          aria-label={t('common.searchFor', { what: filter.label })}
          placeholder={filter.label}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="mb-1"
        />
      )}
      <ul className="max-h-72 overflow-y-auto">
        {options.map((option) => {
          const on = values.includes(option.value)
          return (
            <li key={option.value}>
              <button
                type="button"
                role={filter.single ? 'radio' : 'checkbox'}
                aria-checked={on}
                onClick={() => {
                  const others = filter.single
                    ? []
                    : values.filter((value) => value !== option.value)
                  setFilter(list, filter.id, on ? others : [...others, option.value])
                  if (filter.single) onDone()
                }}
                className={ROW}
              >
                <Check
                  aria-hidden="true"
                  className={cn('size-4 text-accent-text', !on && 'invisible')}
                />
                {option.label}
              </button>
            </li>
          )
        })}
        {options.length === 0 && (
          <li className="p-2 text-sm text-soft">{t('common.nothingFound', { query: typed })}</li>
        )}
      </ul>
    </div>
  )
}

/**
 * The filters that are set: each can be changed by pressing it and taken off with its cross. Those that only a link sets
 * (the invoices of one subscriber) are said, too: a list is never shorter than it looks.
 */
export function FilterChips<T>({
  filters,
  list,
}: {
  filters: readonly TableFilter[]
  list: ListView<T>
}) {
  const t = useText()
  const { filters: set } = list.state
  const hidden = Object.keys(set).filter(
    (name) => !filters.some(({ id }) => id === name) && !list.refused?.includes(name),
  )
  return (
    <>
      {filters.map((filter) => {
        const values = set[filter.id]
        return (
          values && (
            <Chip
              key={filter.id}
              name={filter.label}
              isRefused={list.refused?.includes(filter.id)}
              onRemove={() => setFilter(list, filter.id, [])}
            >
              <FilterPicker
                filters={[filter]}
                list={list}
                trigger={
                  <button
                    type="button"
                    className="h-full max-w-64 truncate rounded-l-md pr-1 pl-3 hover:brightness-95"
                  >
                    {filter.label}: <b className="font-semibold">{shownValues(filter, values)}</b>
                  </button>
                }
              />
            </Chip>
          )
        )
      })}
      {hidden.length > 0 && (
        <Chip
          name={t('common.table.linkedFilter')}
          onRemove={() =>
            list.change({
              filters: Object.fromEntries(
                Object.entries(set).filter(([name]) => !hidden.includes(name)),
              ),
            })
          }
        >
          <span className="pr-1 pl-3">{t('common.table.linkedFilter')}</span>
        </Chip>
      )}
    </>
  )
}

function shownValues({ options }: TableFilter, values: readonly string[]): string {
  const labels = values.map(
    (value) => options?.find((option) => option.value === value)?.label ?? value,
  )
  return labels.length > 2
    ? `${labels.slice(0, 2).join(', ')} +${labels.length - 2}`
    : labels.join(', ')
}

function Chip({
  name,
  isRefused = false,
  onRemove,
  children,
}: {
  name: string
  isRefused?: boolean | undefined
  onRemove: () => void
  children: ReactNode
}) {
  const t = useText()
  return (
    <span
      className={cn(
        'inline-flex min-h-9 items-center rounded-md text-sm ring-1 ring-inset',
        isRefused
          ? 'bg-warn-wash text-warn-text ring-warn-text/25'
          : 'bg-accent-wash text-accent-text ring-accent-text/25',
      )}
    >
      {children}
      {isRefused && <span className="px-1">{t('common.table.filterRefused')}</span>}
      <button
        type="button"
        aria-label={t('common.table.removeFilter', { name })}
        onClick={onRemove}
        className="grid h-full w-7 place-items-center rounded-r-md hover:brightness-95"
      >
        <X aria-hidden="true" className="size-3.5" />
      </button>
    </span>
  )
}

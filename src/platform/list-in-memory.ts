import { must } from '#kernel/assert.ts'
import {
  boundTo,
  COUNTED_ROWS_MAX,
  readCursor,
  writeCursor,
  type ListInput,
  type Page,
} from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'

export type MemoryListSpec<Item extends { id: string }> = {
  /** The endpoint's name: a cursor of one list opens no other. */
  readonly name: string
  /** All that the caller may see, filtered as the input asks; at most a few thousand. */
  readonly items: readonly Item[]
  /** What each sort goes by, as text that compares the same way. Items without a value come last. */
  readonly sorts: Readonly<Record<string, (item: Item) => string | null>>
  /** The texts that `q` is looked for in. */
  readonly search?: (item: Item) => readonly string[]
}

/**
 * One page of a list whose fields are sealed, so that the database can neither sort nor search it. Only for
 * lists that stay small: all of it is opened for each page. Cursors behave as in `listRows`.
 */
export function listInMemory<Item extends { id: string }>(
  read: Read,
  input: ListInput,
  spec: MemoryListSpec<Item>,
): Page<Item> {
  const descending = input.sort.startsWith('-')
  const name = descending ? input.sort.slice(1) : input.sort
  const valueOf = must(spec.sorts[name], `${spec.name} sorts by ${name}`)
  const compare = (a: Keyed, b: Keyed) => compareKeys(a, b, descending)
  const found = spec.items
    .filter((item) => isFound(spec.search?.(item) ?? [], input.q))
    .map((item) => ({ value: valueOf(item), id: item.id, item }))
    .toSorted(compare)

  const bound = boundTo(spec.name, input)
  const after = input.cursor === undefined ? undefined : readCursor(read, input.cursor, bound)
  const rest = after ? found.filter((keyed) => compare(keyed, after) > 0) : found
  const shown = rest.slice(0, input.limit)
  const last = shown.at(-1)
  const total = after?.total ?? found.length
  return {
    items: shown.map(({ item }) => item),
    next:
      rest.length > shown.length && last
        ? writeCursor(read, bound, { value: last.value, id: last.id, total })
        : null,
    total: Math.min(total, COUNTED_ROWS_MAX),
    totalIsExact: total <= COUNTED_ROWS_MAX,
  }
}

type Keyed = { readonly value: string | null; readonly id: string }

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

function compareKeys(a: Keyed, b: Keyed, descending: boolean): number {
  if (a.value === null || b.value === null) {
    if (a.value !== b.value) return a.value === null ? 1 : -1
    return way(a.id < b.id ? -1 : Number(a.id !== b.id), descending)
  }
  const byValue = collator.compare(a.value, b.value)
  return way(byValue || (a.id < b.id ? -1 : Number(a.id !== b.id)), descending)
}

function way(order: number, descending: boolean): number {
  return descending ? -order : order
}

function isFound(texts: readonly string[], q: string | undefined): boolean {
  if (!q) return true
  const wanted = q.toLowerCase()
  return texts.some((text) => text.toLowerCase().includes(wanted))
}

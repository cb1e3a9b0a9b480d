import type { z } from 'zod'
import type { Endpoint } from '#kernel/endpoint.ts'
import type { Search } from '#web/search-params.ts'

/** What a list shows now: as it stands in the address, so that it can be sent to somebody; its search, where it may be
 * somebody's name or phone, beside the address. */
export type ListState = {
  q: string
  sort: string | undefined
  cursor: string | undefined
  filters: Readonly<Record<string, readonly string[]>>
}

const OWN = new Set(['q', 'sort', 'cursor', 'limit', 'format'])

function many(value: string | string[] | undefined): string[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

/** Reads the address. Names that are no filter of this list belong to somebody else and are left alone. */
export function readListState(search: Search, filters: readonly string[]): ListState {
  const chosen = filters
    .map((name) => [name, many(search[name])] as const)
    .filter(([, values]) => values.length > 0)
  return {
    q: many(search['q'])[0] ?? '',
    sort: many(search['sort'])[0],
    cursor: many(search['cursor'])[0],
    filters: Object.fromEntries(chosen),
  }
}

/** The address after a change. Any change but that of the page goes back to the first page. */
export function changeSearch(
  search: Search,
  state: ListState,
  change: Partial<ListState>,
): Record<string, unknown> {
  const next = { ...state, cursor: undefined, ...change }
  const others = Object.fromEntries(
    Object.entries(search).filter(([name]) => !OWN.has(name) && !(name in state.filters)),
  )
  return { ...others, q: next.q, sort: next.sort, ...next.filters, cursor: next.cursor }
}

/**
 * The input of the call. What the contract does not accept (an old link, a typed address) is left out
 * rather than shown as a broken page.
 */
export function inputOf<E extends Endpoint>(
  endpoint: E,
  state: ListState,
  fixed: Readonly<Record<string, unknown>> = {},
): z.input<E['input']> {
  const asked: Record<string, unknown> = {
    ...(state.q ? { q: state.q } : {}),
    ...(state.sort ? { sort: state.sort } : {}),
    ...(state.cursor ? { cursor: state.cursor } : {}),
    ...Object.fromEntries(
      Object.entries(state.filters).map(([name, values]) => [
        name,
        values.length === 1 ? values[0] : values,
      ]),
    ),
    ...fixed,
  }
  const parsed = endpoint.input.safeParse(asked)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0])
      if (!(name in fixed)) delete asked[name]
    }
  }
  return asked as z.input<E['input']>
}

/** The filters that the contract did not accept, and that are therefore not in the input of the call. */
export function refusedOf(input: unknown, { filters }: ListState): string[] {
  const asked = new Set(Object.keys(input ?? {}))
  return Object.keys(filters).filter((name) => !asked.has(name))
}

/** Name ascending → name descending → the list's own order. */
export function nextSort(now: string | undefined, column: string): string | undefined {
  if (now === column) return `-${column}`
  return now === `-${column}` ? undefined : column
}

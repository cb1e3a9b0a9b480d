import { useLocation, useRouter } from '@tanstack/react-router'
import { useQuery, keepPreviousData } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { call, csv, csvUrl } from '#kernel/client.ts'
import type { Endpoint, ParsedReplyOf } from '#kernel/endpoint.ts'
import { keyOf } from '#web/api.ts'
import { keptSearch, partSearch } from '#web/kept-search.ts'
import { readSearch, writeSearch } from '#web/search-params.ts'
import { isAttended } from '#web/state/attended.ts'
import {
  changeSearch,
  inputOf,
  readListState,
  refusedOf,
  type ListState,
} from '#web/ui/table/list-state.ts'

type PageOf<T> = { items: T[]; next: string | null; total: number; totalIsExact: boolean }
export type ListEndpoint = Endpoint<z.ZodType, z.ZodType<PageOf<unknown>>>
export type RowOf<E extends ListEndpoint> = ParsedReplyOf<E>['items'][number]

/** What a table needs to know of its list, wherever the rows come from. */
export type ListView<T> = {
  state: ListState
  /** Filters of the address whose value is none of the list's: they are shown, and do nothing. */
  refused?: readonly string[]
  change: (change: Partial<ListState>) => void
  page: PageOf<T> | undefined
  error: Error | null
  isRefreshing: boolean
  retry: () => void
  /** Number of pages before this one, when we came through them. */
  pagesBefore: number | undefined
  toNext: (() => void) | undefined
  toPrevious: (() => void) | undefined
  /** Of the whole list as a file; where its address would tell whom one searched for, `fetchCsv` brings it. */
  csvUrl: string | undefined
  fetchCsv?: () => Promise<{ name: string; file: Blob }>
}

type Options = {
  /** Names of the filters that the table offers; they live in the address. */
  filters?: readonly string[]
  /** Filters that this place sets by itself (the sessions of one member). */
  fixed?: Readonly<Record<string, unknown>>
  /** For rows that change without an event that live screens hear of: read again this often. */
  every_ms?: number
}

/**
 * A list bound to the address: search, filters, sort and page survive reload, back and being sent around. Only what one
 * searches for among people is not sent around.
 */
export function useList<E extends ListEndpoint>(
  endpoint: E,
  options: Options = {},
): ListView<RowOf<E>> {
  const { history } = useRouter()
  const { pathname, searchStr, state: entry } = useLocation()
  const search = { ...readSearch(searchStr), ...keptSearch(entry) }
  const state = readListState(search, options.filters ?? [])
  const input = inputOf(endpoint, state, options.fixed)
  const query = useQuery({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: () => (isAttended() ? (options.every_ms ?? false) : false),
  })
  // The pages that led here. A cursor only knows what comes next, so going back needs memory.
  const [trail, setTrail] = useState<readonly (string | undefined)[]>([])
  const onTrail = state.cursor === undefined ? 0 : trail.length || undefined

  function change(next: Partial<ListState>) {
    if (!('cursor' in next)) setTrail([])
    const changed = changeSearch(search, state, next)
    const parts = endpoint.personal ? partSearch(changed) : { address: changed, state: {} }
    const go = 'cursor' in next ? history.push : history.replace
    go(pathname + writeSearch(parts.address), parts.state)
  }

  const next = query.data?.next ?? undefined
  return {
    state,
    refused: refusedOf(input, state),
    change,
    page: query.data,
    error: query.error,
    isRefreshing: query.isFetching && query.data !== undefined,
    retry: () => void query.refetch(),
    pagesBefore: onTrail,
    toNext: next
      ? () => {
          setTrail(state.cursor === undefined ? [undefined] : [...trail, state.cursor])
          change({ cursor: next })
        }
      : undefined,
    toPrevious:
      state.cursor === undefined
        ? undefined
        : () => {
            setTrail(trail.slice(0, -1))
            change({ cursor: trail.at(-1) })
          },
    csvUrl: csvUrl(endpoint, input),
    fetchCsv: () => csv(endpoint, input),
  }
}

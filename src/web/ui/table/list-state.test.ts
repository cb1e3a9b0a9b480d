import { expect, test } from 'vitest'
import { z } from 'zod'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import {
  changeSearch,
  inputOf,
  nextSort,
  readListState,
  refusedOf,
} from '#web/ui/table/list-state.ts'
import { keptSearch, partSearch } from '#web/kept-search.ts'
import { readSearch, writeSearch } from '#web/search-params.ts'

const listMasts = listEndpoint({
  name: 'masts.list-masts',
  path: '/api/masts',
  access: 'masts.read',
  summary: 'Lists masts',
  sorts: ['name', 'height'],
  defaultSort: 'name',
  filters: {
    county: anyOf(z.enum(['Nairobi', 'Kiambu'])),
    state: z.enum(['open', 'all']).default('open'),
  },
  item: z.object({ id: z.string() }),
})
const FILTERS = ['county', 'state']

test('the address says what the list shows', () => {
  const state = readListState(
    readSearch('?q=a%20b&county=Nairobi&county=Kiambu&sort=-height&tab=map'),
    FILTERS,
  )
  expect(state).toEqual({
    q: 'a b',
    sort: '-height',
    cursor: undefined,
    filters: { county: ['Nairobi', 'Kiambu'] },
  })
})

test.each([
  [
    'a new filter keeps the search and goes to the first page',
    { filters: { state: ['all'] } },
    '?tab=map&q=a&sort=name&state=all',
  ],
  ['a filter is taken off', { filters: {} }, '?tab=map&q=a&sort=name'],
  [
    'the next page keeps everything',
    { cursor: 'n2' },
    '?tab=map&q=a&sort=name&county=Kiambu&cursor=n2',
  ],
  ['an empty search disappears from the address', { q: '' }, '?tab=map&sort=name&county=Kiambu'],
])('%s', (_, change, address) => {
  const search = readSearch('?q=a&sort=name&county=Kiambu&cursor=n1&tab=map')
  expect(writeSearch(changeSearch(search, readListState(search, FILTERS), change))).toBe(address)
})

test('a search among people lives beside the address', () => {
  const { address, state } = partSearch({ q: '0712', ip: ['10.0.0.1'], sort: 'name', tab: 'map' })
  expect(writeSearch(address)).toBe('?sort=name&tab=map')
  expect(keptSearch({ ...state, key: 'x', __TSR_index: 3 })).toEqual({
    q: '0712',
    ip: ['10.0.0.1'],
  })
  expect(keptSearch(undefined)).toEqual({})
})

test('what the contract does not know is left out of the call', () => {
  const state = readListState(readSearch('?q=a&sort=colour&county=Atlantis&state=all'), FILTERS)
  expect(inputOf(listMasts, state)).toEqual({ q: 'a', state: 'all' })
  expect(refusedOf(inputOf(listMasts, state), state)).toEqual(['county'])
})

test('a fixed filter stays whatever the address says', () => {
  const state = readListState(readSearch('?county=Kiambu'), FILTERS)
  expect(inputOf(listMasts, state, { county: 'Nairobi' })).toEqual({ county: 'Nairobi' })
})

test.each([
  [undefined, 'name', 'name'],
  ['name', 'name', '-name'],
  ['-name', 'name', undefined],
  ['-height', 'name', 'name'],
])('sorted by %s, a click on %s sorts by %s', (now, column, next) => {
  expect(nextSort(now, column)).toBe(next)
})

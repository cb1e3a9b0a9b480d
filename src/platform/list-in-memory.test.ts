import { expect, test } from 'vitest'
import fc from 'fast-check'
import { newId } from '#kernel/id.ts'
import { listInMemory } from '#platform/list-in-memory.ts'
import { testVault, TEST_START } from '#platform/testing.ts'
import { system } from '#kernel/actor.ts'
import type { Read } from '#platform/tx.ts'

const now = Temporal.Instant.from(TEST_START)
// Only the vault is used, to seal cursors.
const read = { now, actor: system('test'), vault: testVault, sql: undefined } as unknown as Read
type Item = { id: string; name: string | null }

function pageThrough(items: Item[], sort: string, limit: number): Item[][] {
  const pages: Item[][] = []
  let cursor: string | undefined
  do {
    const page = listInMemory(read, { sort, limit, cursor, format: 'json' }, specOf(items))
    expect(page.total).toBe(items.length)
    pages.push(page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  return pages
}

const specOf = (items: Item[]) => ({
  name: 'test.list',
  items,
  sorts: { name: (item: Item) => item.name },
  search: (item: Item) => [item.name ?? ''],
})
const anItem = (name: string | null): Item => ({ id: newId(now), name })

test('pages add up to the whole, in order, each item once, whatever the names', () => {
  const names = fc.array(fc.option(fc.string({ maxLength: 3 })), { maxLength: 30 })
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 7 }), fc.boolean(), (given, limit, descending) => {
      const items = given.map(anItem)
      const pages = pageThrough(items, descending ? '-name' : 'name', limit)
      const seen = pages.flat()
      expect(new Set(seen.map(({ id }) => id)).size).toBe(items.length)
      expect(seen).toHaveLength(items.length)
      const firstEmpty = seen.findIndex(({ name }) => name === null)
      if (firstEmpty >= 0)
        expect(seen.slice(firstEmpty).every(({ name }) => name === null)).toBe(true)
    }),
  )
})

test('search takes parts of words in any case; a cursor of another search is refused', () => {
  const items = ['Amina', 'Baraka', 'Camila'].map(anItem)
  const found = listInMemory(
    read,
    { sort: 'name', limit: 1, format: 'json', q: 'AMI' },
    specOf(items),
  )
  expect(found).toMatchObject({ items: [{ name: 'Amina' }], total: 2 })
  expect(() =>
    listInMemory(
      read,
      { sort: 'name', limit: 1, format: 'json', cursor: found.next ?? '' },
      specOf(items),
    ),
  ).toThrow()
})

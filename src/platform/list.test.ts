import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { nobody } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { anyOf, listInput } from '#kernel/list.ts'
import { Refusal } from '#kernel/refusal.ts'
import { among, listRows, matches, type Page } from '#platform/list.ts'
import { testUnits, TEST_START, type TestUnits } from '#platform/testing.ts'

const input = listInput({
  sorts: ['name', 'size', 'seenAt'],
  defaultSort: 'name',
  filters: { colour: anyOf(z.string()) },
})
type Given = z.input<typeof input>
type Boat = { id: string; name: string; size: number | null }
type BoatRow = {
  id: string
  name: string
  size: number | null
  colour: string
  seen_at: Temporal.Instant
}
type Harbour = { 'public.boat': BoatRow }

let units: TestUnits
const ROWS = 250

beforeAll(async () => {
  units = await testUnits()
  await sql`create table public.boat (id uuid primary key, name text not null, size int, colour text not null, seen_at timestamptz not null)`.execute(
    units.database.sql,
  )
  const start = Temporal.Instant.from(TEST_START)
  for (let i = 0; i < ROWS; i++) {
    const seen = start.add({ microseconds: Math.floor(i / 3) })
    await sql`insert into public.boat values (${newId(start)}, ${`Boat ${i % 7}`}, ${i % 5 === 0 ? null : i % 11}, ${['red', 'blue', '100%_\\'][i % 3]}, ${seen})`.execute(
      units.database.sql,
    )
  }
})

function list(given: Given, name = 'harbour.list-boats'): Promise<Page<Boat>> {
  const parsed = input.parse(given)
  return units.read({ actor: nobody, name: 'test.list' }, (read) =>
    listRows(read, parsed, {
      name,
      query: read.sql
        .$pickTables<never>()
        .withTables<Harbour>()
        .selectFrom('public.boat')
        .select(['id', 'name', 'size']),
      id: sql.ref('id'),
      sorts: {
        name: { by: sql.ref('name'), type: 'text' },
        size: { by: sql.ref('size'), type: 'integer', nullable: true },
        seenAt: { by: sql.ref('seen_at'), type: 'timestamptz' },
      },
      filters: [among(sql.ref('colour'), parsed.colour)],
      search: (q) => matches(q, sql.ref('name'), sql.ref('colour')),
      item: ({ id, name: called, size }) => ({ id, name: called, size }),
    }),
  )
}

async function walk(given: Given): Promise<Boat[]> {
  const all: Boat[] = []
  let cursor: string | undefined
  do {
    const page = await list({ ...given, cursor })
    all.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  return all
}

describe('all pages together', () => {
  test.each(['name', '-name', 'size', '-size', 'seenAt', '-seenAt'] as const)(
    'sorted by %s show every row once, in order',
    async (sort) => {
      const found = await walk({ sort, limit: 17 })
      const column = { name: 'name', size: 'size', seenAt: 'seen_at' }[sort.replace('-', '')]
      const way = sort.startsWith('-') ? 'desc' : 'asc'
      const { rows } = await sql<{ id: string }>`
        select id from public.boat order by ${sql.raw(`${column} ${way} nulls last, id ${way}`)}
      `.execute(units.database.sql)
      expect(found.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
    },
  )

  test('are the same whatever the page size', async () => {
    const small = await walk({ sort: '-size', limit: 1 })
    expect(small).toEqual(await walk({ sort: '-size', limit: 200 }))
  })

  test('show no row twice and leave none out while others come and go', async () => {
    const first = await list({ sort: 'name', limit: 50 })
    const gone = first.items.at(-1)
    await sql`update public.boat set name = 'A boat that moved to the front' where id = ${gone?.id}`.execute(
      units.database.sql,
    )
    const second = await list({ sort: 'name', limit: 200, cursor: first.next ?? '' })
    const shown = [...first.items, ...second.items].map(({ id }) => id)
    expect(new Set(shown).size).toBe(shown.length)
    expect(shown).toHaveLength(ROWS)
    await sql`update public.boat set name = ${gone?.name} where id = ${gone?.id}`.execute(
      units.database.sql,
    )
  })
})

describe('search and filters', () => {
  test('narrow the rows and the total', async () => {
    const page = await list({ colour: ['red'], limit: 10 })
    expect([page.total, page.totalIsExact, page.items.length]).toEqual([84, true, 10])
  })
  test('several values mean any of them', async () => {
    expect((await list({ colour: ['red', 'blue'] })).total).toBe(167)
  })
  test('signs of LIKE mean themselves', async () => {
    expect((await list({ q: '100%_\\' })).total).toBe(83)
    expect((await list({ q: '%' })).total).toBe(83)
    expect((await list({ q: 'Boat_1' })).total).toBe(0)
  })
  test('quotes are text', async () => {
    expect((await list({ q: `'; drop table public.boat; --` })).total).toBe(0)
  })
  test('an empty list is a page like any other', async () => {
    expect(await list({ q: 'nothing' })).toEqual({
      items: [],
      next: null,
      total: 0,
      totalIsExact: true,
    })
  })
})

describe('a cursor', () => {
  const refused = async (given: Given, name?: string) => {
    const error: unknown = await list(given, name).catch((thrown: unknown) => thrown)
    return error instanceof Refusal ? error.code : error
  }
  test('carries the total of the first page', async () => {
    const first = await list({ limit: 10 })
    const second = await list({ limit: 10, cursor: first.next ?? '' })
    expect([second.total, second.totalIsExact]).toEqual([ROWS, true])
  })
  test('goes on with another page size', async () => {
    const first = await list({ limit: 10 })
    expect((await list({ limit: 20, cursor: first.next ?? '' })).items).toHaveLength(20)
  })
  test.each([
    ['another sort', { sort: '-name' } as const],
    ['another filter', { colour: ['red'] }],
    ['another search', { q: 'boat' }],
  ])('of this list opens no page with %s', async (_, change) => {
    const { next } = await list({ limit: 10 })
    expect(await refused({ ...change, cursor: next ?? '' })).toBe('platform.bad_cursor')
  })
  test('of another list is refused', async () => {
    const { next } = await list({ limit: 10 })
    expect(await refused({ cursor: next ?? '' }, 'harbour.list-ships')).toBe('platform.bad_cursor')
  })
  test.each(['', 'x', 'a.b', 'W10.', '....', 'null.null', '💥'])(
    'made up as "%s" is refused',
    async (cursor) => {
      expect(await refused({ cursor })).toBe('platform.bad_cursor')
    },
  )
  test('changed in any letter is refused', async () => {
    const { next } = await list({ limit: 10 })
    const right = next ?? ''
    for (let i = 0; i < right.length; i++) {
      const changed = right.slice(0, i) + (right[i] === 'A' ? 'B' : 'A') + right.slice(i + 1)
      expect(await refused({ cursor: changed })).toBe('platform.bad_cursor')
    }
  })
})

import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anotherDatabase } from '#platform/testing.ts'

let client: pg.Client
beforeAll(async () => {
  client = new pg.Client({ connectionString: await anotherDatabase('migrated') })
  await client.connect()
  await client.query(`create schema harbour;
    create table harbour.boat (name text not null, berth text);
    insert into harbour.boat select 'Boat ' || n, null from generate_series(1, 2000) as n;
    select platform.searches('harbour.boat', array['name', 'berth'])`)
})
afterAll(() => client.end())

const missing = async () =>
  (await client.query<{ missing: number }>('select platform.index_searches() as missing')).rows[0]
    ?.missing

async function planOf(q: string): Promise<string> {
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(
    `explain select from harbour.boat where (name ilike '%${q}%' or berth ilike '%${q}%')`,
  )
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

test('a search by any part of a text is answered by an index, which each start makes if it is missing', async () => {
  expect(await planOf('oat 1234')).not.toContain('boat_search')
  expect(await missing()).toBe(0)
  // A table of a test is so small that looking at every row would be cheaper.
  await client.query('analyze harbour.boat; set enable_seqscan = off')
  expect(await planOf('oat 1234')).toContain('boat_search')
  expect(await missing()).toBe(0)
})

test('other columns are another index', async () => {
  await client.query(`select platform.searches('harbour.boat', array['name'])`)
  expect(await missing()).toBe(0)
  const { rows } = await client.query<{ indexdef: string }>(
    `select indexdef from pg_indexes where indexname = 'boat_search'`,
  )
  expect(rows.map(({ indexdef }) => indexdef)).toEqual([
    expect.stringMatching(/gin \(name (public\.)?gin_trgm_ops\)/),
  ])
})

test('where pg_trgm may not be had, searches are as right and the missing index is told of', async () => {
  const may = (what: string) => `do $$ begin execute format('${what}', current_database()); end $$`
  await client.query('drop extension pg_trgm cascade')
  await client.query(may('revoke create on database %I from current_user'))
  expect(await missing()).toBeGreaterThanOrEqual(2)
  const { rows } = await client.query<{ n: string }>(
    `select count(*) as n from harbour.boat where name ilike '%oat 199%'`,
  )
  expect(rows[0]?.n).toBe('11')

  await client.query(may('grant create on database %I to current_user'))
  expect(await missing()).toBe(0)
})

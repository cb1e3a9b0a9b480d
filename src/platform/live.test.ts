import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLive, type Live } from '#platform/live.ts'
import { testDatabase } from '#platform/testing.ts'
import type { Database } from '#platform/db.ts'

let database: Database
let live: Live
const changes: string[] = []
let missed = 0

beforeAll(async () => {
  database = await testDatabase()
  await sql`create table public.told (n int)`.execute(database.sql)
  await sql`create table public.untold (n int)`.execute(database.sql)
  await sql`create trigger told after insert or update or delete or truncate on public.told
    for each statement execute function platform.tell_change()`.execute(database.sql)
  live = openLive({ url: database.url, log: pino({ level: 'silent' }) })
  live.listen({ changed: (table) => void changes.push(table), missed: () => void missed++ })
  await live.connected
})
afterAll(() => live.close())

test('it knows which tables tell their changes', () => {
  expect(live.tells('public.told')).toBe(true)
  expect(live.tells('public.untold')).toBe(false)
})

test('whoever has caught up has heard every change that was committed before', async () => {
  for (let n = 1; n <= 300; n++) {
    await sql`insert into public.told values (${n})`.execute(database.sql)
    expect(await live.caughtUp()).toBe(true)
    expect(changes.length).toBe(n)
  }
  expect(new Set(changes)).toEqual(new Set(['public.told']))
})

test('callers who come while a question is under way are not answered by it', async () => {
  const before = changes.length
  for (let n = 1; n <= 50; n++) {
    const earlier = live.caughtUp()
    await sql`insert into public.told values (${n})`.execute(database.sql)
    expect(await live.caughtUp()).toBe(true)
    expect(changes.length).toBe(before + n)
    await earlier
  }
})

test('a transaction that was undone, or is not over, tells nothing', async () => {
  const before = changes.length
  const open = await database.sql.startTransaction().execute()
  await sql`insert into public.told values (0)`.execute(open)
  expect(await live.caughtUp()).toBe(true)
  await open.rollback().execute()
  expect(await live.caughtUp()).toBe(true)
  expect(changes.length).toBe(before)
})

test('nobody can be sure while the connection is away; afterwards what was missed is said', async () => {
  const cut = sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'kasi live' and datname = current_database()`
  await cut.execute(database.sql)
  await sql`insert into public.told values (0)`.execute(database.sql)
  expect(await live.caughtUp()).toBe(false)
  await expect.poll(() => live.caughtUp(), { timeout: 10_000 }).toBe(true)
  expect(missed).toBe(1)
})

test('one that is closed while it connects leaves no connection behind', async () => {
  const here = async () => {
    const { rows } = await sql`select from pg_stat_activity
      where application_name = 'kasi live' and datname = current_database()`.execute(database.sql)
    return rows.length
  }
  const before = await here()
  for (let n = 0; n < 5; n++)
    await openLive({ url: database.url, log: pino({ level: 'silent' }) }).close()
  await new Promise((later) => setTimeout(later, 1_000))
  await expect.poll(here, { timeout: 5_000 }).toBe(before)
})

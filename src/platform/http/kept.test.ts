import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Actor } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { createHttp, type Http } from '#platform/http/http.ts'
import { createKeptPages } from '#platform/http/kept.ts'
import { madeOf } from '#platform/kept-pages.ts'
import { listRows, type ListInput } from '#platform/list.ts'
import { openLive, type Live } from '#platform/live.ts'
import { defineModule } from '#platform/manifest.ts'
import { serve } from '#platform/serve.ts'
import { staffWith, testUnits, type TestUnits } from '#platform/testing.ts'
import type { Read } from '#platform/tx.ts'

type Dock = { 'public.boat': { id: string; name: string } }

const shape = {
  access: 'dock.read',
  sorts: ['name'],
  defaultSort: 'name',
  filters: { colour: anyOf(z.string()) },
  item: z.object({ id: z.string(), name: z.string() }),
} as const
const declare = (name: 'kept' | 'adorned' | 'unkept' | 'personal' | 'half-told' | 'sited') =>
  listEndpoint({
    ...shape,
    name: `dock.list-${name}`,
    path: `/api/dock/${name}`,
    summary: 'Boats.',
    personal: name === 'personal',
  })

let asked = 0
function boats(read: Read, input: ListInput, told: readonly string[] | undefined) {
  asked++
  return listRows(read, input, {
    name: 'dock.list',
    query: read.sql
      .$pickTables<never>()
      .withTables<Dock>()
      .selectFrom('public.boat')
      .select(['id', 'name']),
    id: sql.ref('id'),
    sorts: { name: { by: sql.ref('name'), type: 'text' } },
    item: ({ id, name }) => ({ id, name }),
    // The tables of a test are not among those that the types know.
    ...(told && { keptUntilChanged: told as never }),
  })
}
const TOLD = ['public.boat']
const dock = defineModule({
  name: 'dock',
  permissions: { 'dock.read': 'See boats' },
  routes: [
    serve(declare('kept'), (read, input) => boats(read, input, TOLD)),
    serve(declare('personal'), (read, input) => boats(read, input, TOLD)),
    serve(declare('half-told'), (read, input) => boats(read, input, [...TOLD, 'public.harbour'])),
    serve(declare('unkept'), (read, input) => boats(read, input, undefined)),
    serve(
      { ...declare('sited'), reach: 'site' as const },
      (read, input) => boats(read, input, TOLD),
      async () => null,
    ),
    serve(declare('adorned'), async (read, input) => ({ ...(await boats(read, input, TOLD)) })),
  ],
})

let units: TestUnits
const lives: Live[] = []
const processes: Http[] = []
const keeper = staffWith(['dock.read'])
let who: Actor = keeper

async function process(): Promise<Http> {
  const log = pino({ level: 'silent' })
  const live = openLive({ url: units.database.url, log })
  await live.connected
  const http = await createHttp({
    ...{ manifests: [dock], units, clock: units.clock, live, log },
    authenticate: async () => who,
  })
  lives.push(live)
  processes.push(http)
  return http
}

let here: Http
let there: Http
beforeAll(async () => {
  units = await testUnits({ manifests: [dock] })
  const { sql: db } = units.database
  await sql`create table public.boat (id uuid primary key, name text not null)`.execute(db)
  await sql`create table public.harbour (id uuid primary key)`.execute(db)
  await sql`create trigger told after insert or update or delete or truncate on public.boat
    for each statement execute function platform.tell_change()`.execute(db)
  here = await process()
  there = await process()
})
afterAll(async () => {
  for (const http of processes) await http.close()
  for (const live of lives) await live.close()
})
beforeEach(async () => {
  who = keeper
  await sql`truncate public.boat`.execute(units.database.sql)
  await add('Ngalawa')
  asked = 0
})

const add = (name: string) =>
  sql`insert into public.boat values (${newId(units.clock.now())}, ${name})`.execute(
    units.database.sql,
  )
const page = z.object({ items: z.array(z.object({ name: z.string() })) })
async function names(http: Http, list = 'kept', query = ''): Promise<string[]> {
  const reply = await http.inject({ url: `/api/dock/${list}${query}` })
  expect(reply.statusCode).toBe(200)
  return page.parse(reply.json()).items.map(({ name }) => name)
}

describe('a page that says until when it is true', () => {
  test('is read once, and answered with the same bytes and headers', async () => {
    const first = await here.inject({ url: '/api/dock/kept' })
    const second = await here.inject({ url: '/api/dock/kept' })
    expect(second.body).toBe(first.body)
    expect({ ...second.headers, date: '', ratelimit: '' }).toEqual({
      ...first.headers,
      date: '',
      ratelimit: '',
    })
    expect(asked).toBe(1)
  })

  test('is read again at once after a change, in this process and in every other', async () => {
    for (let n = 0; n < 40; n++) {
      await add(`Dhow ${n}`)
      expect(await names(n % 2 ? here : there)).toContain(`Dhow ${n}`)
      expect(await names(n % 2 ? there : here)).toContain(`Dhow ${n}`)
      await sql`delete from public.boat where name = ${`Dhow ${n}`}`.execute(units.database.sql)
      expect(await names(here)).not.toContain(`Dhow ${n}`)
      expect(await names(there)).not.toContain(`Dhow ${n}`)
    }
  })

  test('is not kept when a change overtook the reading of it', async () => {
    for (let n = 0; n < 30; n++) {
      const [, before] = await Promise.all([add(`Canoe ${n}`), names(here)])
      expect(before.length).toBeGreaterThan(n)
      expect(await names(here)).toContain(`Canoe ${n}`)
    }
  })

  test('belongs to one person with the same rights, one address and one query', async () => {
    await names(here)
    await names(here, 'kept', '?colour=red')
    await names(here, 'kept', '?limit=1')
    expect(asked).toBe(3)
    who = staffWith(['dock.read'])
    await names(here)
    expect(asked).toBe(4)
    who = Object.assign({}, keeper, { permissions: new Set(['dock.read', 'dock.paint']) })
    await names(here)
    expect(asked).toBe(5)
  })

  test('is refused to whoever may no longer see it', async () => {
    await names(here)
    who = Object.assign({}, keeper, { permissions: new Set() })
    expect((await here.inject({ url: '/api/dock/kept' })).statusCode).toBe(403)
  })
})

test.each([
  ['unkept', 'says nothing of tables'],
  ['adorned', 'was added to after it was read'],
  ['personal', 'shows personal data'],
  ['sited', 'lies below a thing whose site decides who may see it'],
  ['half-told', 'was made of a table that does not tell its changes'],
])('%s: a page that %s is read every time', async (list) => {
  await names(here, list)
  await names(here, list)
  expect(asked).toBe(2)
})

test('a CSV is no page', async () => {
  await names(here)
  const csv = await here.inject({ url: '/api/dock/kept?format=csv' })
  expect(csv.headers['content-type']).toContain('text/csv')
  expect(await names(here)).toEqual(['Ngalawa'])
})

test('while changes are not heard, everything is read from the database; then pages are kept anew', async () => {
  await names(here)
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'kasi live' and datname = current_database()`.execute(
    units.database.sql,
  )
  await add('Mtumbwi')
  expect(await names(here)).toContain('Mtumbwi')
  await add('Jahazi')
  expect(await names(here)).toContain('Jahazi')
  await expect.poll(() => lives[0]?.caughtUp(), { timeout: 10_000 }).toBe(true)
  await names(here)
  asked = 0
  expect(await names(here)).toContain('Jahazi')
  expect(asked).toBe(0)
})

test('what is asked for counts like what is answered: empty pages of long questions do not pile up', () => {
  const pages = createKeptPages(lives[0], () => 0)
  const none = { items: [], next: null }
  const keep = (key: string) =>
    pages.keep(key, madeOf(none, TOLD), Buffer.from(JSON.stringify(none)), pages.moment())
  keep('first')
  expect(pages.find('first')).toBeDefined()
  const long = 'x'.repeat(100_000)
  for (let n = 0; n < 400; n++) keep(`${n} ${long}`)
  expect(pages.find('first')).toBeUndefined()
  expect(pages.find(`399 ${long}`)).toBeDefined()
})

import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { nobody, type Actor } from '#kernel/actor.ts'
import { listEndpoint } from '#kernel/list.ts'
import { csvWriter } from '#platform/http/csv.ts'
import { createHttp, type Http } from '#platform/http/http.ts'
import { listRows } from '#platform/list.ts'
import { defineModule } from '#platform/manifest.ts'
import { serve } from '#platform/serve.ts'
import { staffWith, testUnits, type TestUnits } from '#platform/testing.ts'
import { KeyNotHeld } from '#platform/vault.ts'

const boat = z.object({
  id: z.uuid(),
  name: z.string(),
  length: z.number().nullable(),
  at: z.object({ lat: z.number(), lng: z.number() }).nullable(),
  tags: z.array(z.string()),
})

describe('a cell', () => {
  const { header, row } = csvWriter(z.object({ text: z.string().nullable(), rest: z.number() }))
  const cellOf = (text: string | null) => row({ text, rest: -5 }).replace(/,-5\r\n$/, '')
  test('of the header is the name of a field, after a byte order mark', () => {
    expect(header).toBe('\uFEFFtext,rest\r\n')
  })
  test.each([
    ['plain', 'plain'],
    [null, ''],
    ['with, comma', '"with, comma"'],
    ['with "quotes"', '"with ""quotes"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['=1+1', "'=1+1"],
    ['+254712345678', "'+254712345678"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
    ['a=1', 'a=1'],
    ['\n=1', '"\'\n=1"'],
    [' =1', "' =1"],
    ['＝1+1', "'＝1+1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠SUM(A1)', "'＠SUM(A1)"],
    ['-500.25', '-500.25'],
    ['-1-cmd', "'-1-cmd"],
    ['سلام 👋', 'سلام 👋'],
  ])('of %j is %j', (text, cell) => {
    expect(cellOf(text)).toBe(cell)
  })
})

test('objects become columns with a dot, lists one cell', () => {
  const { header, row } = csvWriter(boat)
  expect(header).toBe('\uFEFFid,name,length,at.lat,at.lng,tags\r\n')
  expect(
    row({ id: '1', name: 'Dhow', length: null, at: { lat: -4.05, lng: 39.6 }, tags: ['a', 'b'] }),
  ).toBe('1,Dhow,,-4.05,39.6,a; b\r\n')
  expect(row({ id: '1', name: 'Dhow', length: 7.5, at: null, tags: [] })).toBe('1,Dhow,7.5,,,\r\n')
})

const ROWS = 100_000
const shape = {
  access: 'harbour.read',
  sorts: ['name'],
  defaultSort: 'name',
  filters: {},
  item: boat,
  summary: 'Boats.',
} as const
const list = listEndpoint({ ...shape, name: 'harbour.list-boats', path: '/api/boats' })
const personal = listEndpoint({
  ...shape,
  name: 'harbour.list-owners',
  path: '/api/owners',
  personal: true,
})
type Harbour = { 'public.boat': { id: string; name: string; length: number | null } }

let pages = 0
let breakAt = Infinity
let breakWith: () => Error = () => new Error('broke')
const harbour = defineModule({
  name: 'harbour',
  permissions: { 'harbour.read': 'See boats' },
  routes: [list, personal].map((one) =>
    serve(one, async (read, input) => {
      pages++
      if (pages >= breakAt) throw breakWith()
      return listRows(read, input, {
        name: one.name,
        query: read.sql
          .$pickTables<never>()
          .withTables<Harbour>()
          .selectFrom('public.boat')
          .select(['id', 'name', 'length']),
        id: sql.ref('id'),
        sorts: { name: { by: sql.ref('name'), type: 'text' } },
        search: (q) => sql`name = ${q}`,
        item: (row) => ({ ...row, at: null, tags: [], hidden: 'not in the contract' }),
      })
    }),
  ),
})

let units: TestUnits
let http: Http
let base: string
let who: Actor = nobody
const audited: string[] = []
/** How long the audit trail takes to write a row, and whether it can. */
let writing: () => Promise<void> = async () => undefined

beforeAll(async () => {
  units = await testUnits({ manifests: [harbour] })
  await sql`create table public.boat (id uuid primary key, name text not null, length double precision)`.execute(
    units.database.sql,
  )
  await sql`insert into public.boat select gen_random_uuid(), 'Boat ' || n || ' ' || repeat('x', 100), n from generate_series(1, ${ROWS}::int) as n`.execute(
    units.database.sql,
  )
  await sql`create index on public.boat (name, id)`.execute(units.database.sql)
  http = await createHttp({
    manifests: [harbour],
    units,
    clock: units.clock,
    log: pino({ level: 'silent' }),
    authenticate: async () => who,
    audit: {
      record: async (origin, entry) => {
        await writing()
        audited.push(`${origin.name} ${entry.outcome} ${entry.reason ?? ''}`)
      },
    },
    paces: { heavy: { burst: 1000, perMinute: 1000 } },
    bounds: { csvStall_ms: 4_000 },
  })
  base = (await http.listen({ host: '127.0.0.1', port: 0 })).origin
}, 60_000)
afterAll(() => http.close())

const fetchCsv = (path: string, permissions = ['harbour.read'], init: RequestInit = {}) => {
  who = staffWith(permissions)
  pages = 0
  return fetch(`${base}${path}`, init)
}

/** Transactions that somebody's file keeps open, whether it is just being read or waited for. */
async function held(): Promise<number> {
  const { rows } = await units.database.pool.query(
    `select from pg_stat_activity
      where xact_start is not null and pid <> pg_backend_pid() and datname = current_database()`,
  )
  return rows.length
}

describe('a list as a file', () => {
  test('holds every row of 100,000, in order, with a name and the local date', async () => {
    const response = await fetchCsv('/api/boats?format=csv&sort=-name')
    expect(response.headers.get('content-type')).toContain('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toContain('boats-2026-11-20.csv')
    const lines = (await response.text()).trimEnd().split('\r\n')
    expect(lines).toHaveLength(ROWS + 1)
    expect(lines[0]).toBe('id,name,length,at.lat,at.lng,tags')
    expect(new Set(lines).size).toBe(ROWS + 1)
    expect(lines[1]).toContain('Boat 99999 ')
    expect(lines.join()).not.toContain('hidden')
  }, 60_000)

  test('keeps the filters of the list', async () => {
    const text = await (await fetchCsv('/api/boats?format=csv&q=nothing')).text()
    expect(text).toBe('id,name,length,at.lat,at.lng,tags\r\n')
  })

  test('waits for a slow reader, and stops when the reader goes away', async () => {
    const stop = new AbortController()
    const response = await fetchCsv('/api/boats?format=csv', undefined, { signal: stop.signal })
    const reader = response.body?.getReader()
    await reader?.read()
    await expect
      .poll(
        async () => {
          const before = pages
          await new Promise((later) => setTimeout(later, 300))
          return pages - before
        },
        { timeout: 15_000 },
      )
      .toBe(0)
    // What sockets and buffers hold is far less than the list.
    expect(pages).toBeLessThan(ROWS / 1000)
    stop.abort()
    await expect.poll(held, { timeout: 10_000 }).toBe(0)
    expect(pages).toBeLessThan(ROWS / 1000)
  }, 40_000)

  test('is not kept for a reader who has stopped: neither its snapshot nor its place', async () => {
    const response = await fetchCsv('/api/boats?format=csv')
    const reader = response.body?.getReader()
    await reader?.read()
    expect(await held()).toBe(1)
    await expect.poll(held, { timeout: 15_000 }).toBe(0)
    const drain = async () => {
      while (!(await reader?.read())?.done);
    }
    await expect(drain()).rejects.toThrow()
  }, 40_000)

  test('that breaks on its first page is a problem; later it is a broken connection, never a short file', async () => {
    breakAt = 1
    expect((await fetchCsv('/api/boats?format=csv')).status).toBe(500)
    breakAt = 3
    const response = await fetchCsv('/api/boats?format=csv')
    await expect(response.text()).rejects.toThrow()
    breakAt = Infinity
  })

  test('of personal data asks for a permission of its own and is in the audit trail', async () => {
    audited.length = 0
    const refused = await fetchCsv('/api/owners?format=csv')
    expect([refused.status, await refused.json()]).toMatchObject([
      403,
      { facts: { permission: 'platform.export' } },
    ])
    const response = await fetchCsv('/api/owners?format=csv', ['harbour.read', 'platform.export'])
    await response.body?.cancel()
    expect(audited).toContain('harbour.list-owners looked csv')
    await (await fetchCsv('/api/owners?limit=1')).text()
    expect(audited.at(-1)).toBe('harbour.list-owners looked ')
  })

  test('does not begin anew in its middle when a key is on its way', async () => {
    const at = { table: 'public.boat', column: 'name_sealed', row: '' }
    breakAt = 3
    breakWith = () => {
      breakAt = Infinity
      return new KeyNotHeld(at, 'd2', Promise.resolve())
    }
    const response = await fetchCsv('/api/boats?format=csv')
    await expect(response.text()).rejects.toThrow()
    breakWith = () => new Error('broke')
  })

  test('of which nobody can write down who looks is not given, and nothing stays of it', async () => {
    writing = async () => Promise.reject(new Error('the trail cannot be written'))
    const may = ['harbour.read', 'platform.export']
    for (let n = 0; n < 6; n++)
      expect((await fetchCsv('/api/owners?format=csv', may)).status).toBe(500)
    await expect.poll(held, { timeout: 2_000 }).toBe(0)
    writing = async () => undefined
  })

  test('that breaks while its look is written down breaks nothing else', async () => {
    const written = Promise.withResolvers<void>()
    writing = () => written.promise
    breakAt = 2
    const asked = fetchCsv('/api/owners?format=csv', ['harbour.read', 'platform.export'])
    await expect.poll(held).toBe(0)
    await expect.poll(() => pages).toBe(2)
    written.resolve()
    const text = await asked.then((response) => response.text()).catch(() => 'broken off')
    expect(text).not.toContain('Boat')
    breakAt = Infinity
    writing = async () => undefined
  })
})

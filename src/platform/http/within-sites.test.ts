import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Actor } from '#kernel/actor.ts'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { listEndpoint } from '#kernel/list.ts'
import { problem } from '#kernel/problem.ts'
import { createHttp, type Http } from '#platform/http/http.ts'
import { listRows } from '#platform/list.ts'
import { atSites } from '#platform/reach.ts'
import { serve, type Route } from '#platform/serve.ts'
import { staffWith, testUnits } from '#platform/testing.ts'

const KAREN = '0199a2f0-0000-7000-8000-00000000000a'
const KILIMANI = '0199a2f0-0000-7000-8000-00000000000b'

const about = { access: 'masts.work', reach: 'site', summary: 'Works at a mast.' } as const
const listMasts = listEndpoint({
  ...about,
  name: 'masts.list-masts',
  path: '/api/masts',
  sorts: ['name'],
  defaultSort: 'name',
  filters: {},
  item: z.object({ name: z.string() }),
})
const climb = endpoint({
  ...about,
  name: 'masts.climb',
  method: 'POST',
  path: '/api/masts/:name/climb',
  input: z.object({ name: z.string() }),
  reply: nothing,
})
const paintAll = endpoint({
  ...about,
  name: 'masts.paint-all',
  method: 'POST',
  path: '/api/masts/paint',
  input: nothing,
  reply: nothing,
})
const visit = endpoint({
  ...about,
  name: 'masts.visit',
  method: 'POST',
  path: '/api/masts/visits',
  input: z.object({ siteId: z.uuid() }),
  reply: nothing,
})

const masts = [
  { id: '0199a2f0-0000-7000-8000-000000000001', name: 'east', site: KAREN },
  { id: '0199a2f0-0000-7000-8000-000000000002', name: 'west', site: KILIMANI },
  { id: '0199a2f0-0000-7000-8000-000000000003', name: 'in the store', site: null },
]
const climbed: string[] = []

const routes: Route[] = [
  serve(
    listMasts,
    (read, input) =>
      listRows(read, input, {
        name: listMasts.name,
        // Kysely knows no tables that only a test has.
        query: read.sql.selectFrom('public.mast' as 'organization.site').select('name'),
        id: sql.ref('id'),
        sorts: { name: { by: sql.ref('name'), type: 'text' } },
        filters: [atSites(read, sql.ref('site_id'))],
        item: ({ name }) => ({ name }),
      }),
    'filtered',
  ),
  serve(
    climb,
    async (_tx, { name }) => {
      climbed.push(name)
      return {}
    },
    async (_read, { name }) => masts.find((mast) => mast.name === name)?.site,
  ),
  serve(
    paintAll,
    async (tx) => {
      await sql`update public.mast set painted = true`.execute(tx.sql)
      return {}
    },
    'filtered',
  ),
  serve(visit, async () => ({})),
]

let http: Http
let actor: Actor

const manifest = { name: 'masts', permissions: { 'masts.work': 'Work at masts' }, routes }

beforeAll(async () => {
  const units = await testUnits()
  await sql`create table public.mast (id uuid, name text, site_id uuid, painted boolean default false)`.execute(
    units.database.sql,
  )
  for (const { id, name, site } of masts)
    await sql`insert into public.mast values (${id}, ${name}, ${site})`.execute(units.database.sql)
  http = await open([...routes], units)
})

afterAll(() => http.close())

async function open(served: Route[], units?: Awaited<ReturnType<typeof testUnits>>) {
  const given = units ?? (await testUnits())
  return createHttp({
    manifests: [{ ...manifest, routes: served }],
    units: given,
    clock: given.clock,
    log: pino({ level: 'silent' }),
    authenticate: async () => actor,
  })
}

const everywhere = staffWith(['masts.work'])
const atKaren = staffWith(['masts.work'], [KAREN])

async function send(as: Actor, method: 'GET' | 'POST', url: string, payload?: object) {
  actor = as
  const response = await http.inject({ method, url, ...(payload && { payload }) })
  return { status: response.statusCode, body: response.json<{ items: { name: string }[] }>() }
}

test('a list shows the rows of the sites where one works, and those of no site to who works everywhere', async () => {
  const names = async (as: Actor) =>
    (await send(as, 'GET', '/api/masts')).body.items.map(({ name }) => name)
  expect(await names(everywhere)).toEqual(['east', 'in the store', 'west'])
  expect(await names(atKaren)).toEqual(['east'])
  expect(await names(staffWith(['masts.work'], []))).toEqual([])
})

test.each([
  ['at one’s own site', 'east', 200],
  ['at another site', 'west', 404],
  ['at no site', 'in the store', 404],
  ['that is not there', 'nowhere', 404],
])('a thing %s', async (_where, name, status) => {
  climbed.length = 0
  const path = `/api/masts/${encodeURIComponent(name)}/climb`
  const answer = await send(atKaren, 'POST', path, {})
  expect(answer.status).toBe(status)
  expect(climbed).toEqual(status === 200 ? [name] : [])
  if (status === 404) expect(problem.parse(answer.body).code).toBe('platform.site_not_yours')
  expect((await send(everywhere, 'POST', path, {})).status).toBe(200)
})

test('a site that the input names is looked at', async () => {
  const at = (siteId: string) => send(atKaren, 'POST', '/api/masts/visits', { siteId })
  expect((await at(KAREN)).status).toBe(200)
  expect((await at(KILIMANI)).status).toBe(404)
})

test('a handler that says it filters and does not is a fault, and nothing that it wrote stays', async () => {
  const painted = async () => {
    const { database } = await testUnits()
    const { rows } = await sql`select 1 from public.mast where painted`.execute(database.sql)
    return rows.length
  }
  expect((await send(atKaren, 'POST', '/api/masts/paint', {})).status).toBe(500)
  expect(await painted()).toBe(0)
  expect((await send(everywhere, 'POST', '/api/masts/paint', {})).status).toBe(200)
  expect(await painted()).toBe(3)
})

test('an endpoint that reaches a site and does not say which neither compiles nor starts', async () => {
  // @ts-expect-error -- how its site is known is missing
  await expect(open([serve(climb, async () => ({}))])).rejects.toThrow('says which')
  // @ts-expect-error -- an endpoint that concerns the whole ISP has no site
  expect(() => serve({ ...climb, reach: 'everywhere' }, async () => ({}), 'filtered')).not.toThrow()
  const optional = { ...visit, input: z.object({ siteId: z.uuid().optional() }) }
  // @ts-expect-error -- a site that may be left out is none
  await expect(open([serve(optional, async () => ({}))])).rejects.toThrow('says which')
  const free = { ...climb, access: 'signed-in' as const }
  await expect(open([serve(free, async () => ({}), 'filtered')])).rejects.toThrow('no permission')
})

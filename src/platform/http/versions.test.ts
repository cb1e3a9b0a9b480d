import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { problem } from '#kernel/problem.ts'
import { refusal } from '#kernel/refusal.ts'
import { createHttp, type Http } from '#platform/http/http.ts'
import { serve } from '#platform/serve.ts'
import { staffWith, testUnits } from '#platform/testing.ts'

const stale = refusal('shed.stale', 409, 'Somebody else changed this.')
const reply = z.object({ colour: z.string(), version: z.int() })
const about = {
  path: '/api/shed/:shedId',
  access: 'shed.change',
  summary: 'A shed.',
  reply,
} as const
const shedId = z.string()
const read = endpoint({ ...about, name: 'shed.read', method: 'GET', input: z.object({ shedId }) })
const paint = endpoint({
  ...about,
  name: 'shed.paint',
  method: 'PUT',
  input: z.object({ shedId, colour: z.string(), version: z.int() }),
})
const tearDown = endpoint({
  ...about,
  name: 'shed.tear-down',
  method: 'DELETE',
  input: z.object({ shedId, version: z.int() }),
})

let shed = { colour: 'green', version: 3 }
function refuseStale(version: number) {
  if (version !== shed.version) throw stale({ version: shed.version })
}

let http: Http
beforeAll(async () => {
  const units = await testUnits()
  http = await createHttp({
    manifests: [
      {
        name: 'shed',
        permissions: { 'shed.change': 'Paint' },
        routes: [
          serve(read, async () => shed),
          serve(paint, async (_tx, { colour, version }) => {
            refuseStale(version)
            shed = { colour, version: version + 1 }
            return shed
          }),
          serve(tearDown, async (_tx, { version }) => {
            refuseStale(version)
            return shed
          }),
        ],
      },
    ],
    units,
    clock: units.clock,
    log: pino({ level: 'silent' }),
    authenticate: async () => staffWith(['shed.change']),
  })
})
afterAll(() => http.close())

async function send(method: 'GET' | 'PUT' | 'DELETE', ifMatch?: string, payload?: object) {
  const response = await http.inject({
    method,
    url: '/api/shed/1',
    headers: { ...(ifMatch !== undefined && { 'if-match': ifMatch }) },
    ...(payload && { payload }),
  })
  const said = response.statusCode === 200 ? undefined : problem.parse(response.json()).code
  return [response.statusCode, said ?? response.headers.etag]
}

test('what is read says its version as ETag, and a change takes it back as If-Match', async () => {
  shed = { colour: 'green', version: 3 }
  expect(await send('GET')).toEqual([200, '"3"'])
  expect(await send('PUT', '"3"', { colour: 'blue' })).toEqual([200, '"4"'])
  expect(await send('PUT', '"4"', { colour: 'red', version: 4 })).toEqual([200, '"5"'])
  expect(await send('DELETE', '"5"')).toEqual([200, '"5"'])
})

test('an older one is refused in HTTP’s own words; the field version goes on as it did', async () => {
  shed = { colour: 'green', version: 3 }
  expect(await send('PUT', '"2"', { colour: 'blue' })).toEqual([412, 'shed.stale'])
  expect(await send('DELETE', '"2"')).toEqual([412, 'shed.stale'])
  expect(await send('PUT', undefined, { colour: 'blue', version: 2 })).toEqual([409, 'shed.stale'])
  expect(await send('PUT', undefined, { colour: 'blue' })).toEqual([400, 'platform.invalid_input'])
  expect(shed).toEqual({ colour: 'green', version: 3 })
})

test.each(['*', 'W/"3"', '3', '"3", "4"', '"three"', ''])(
  'If-Match: %j is not one of ours',
  async (tag) => {
    expect(await send('PUT', tag, { colour: 'blue' })).toEqual([400, 'platform.bad_if_match'])
  },
)

test('two versions in one call contradict each other', async () => {
  const both = await send('PUT', '"3"', { colour: 'blue', version: 2 })
  expect(both).toEqual([400, 'platform.bad_if_match'])
})

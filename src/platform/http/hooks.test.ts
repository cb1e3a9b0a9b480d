import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '#kernel/actor.ts'
import type { Hook } from '#platform/hooks.ts'
import { createHttp, type Http } from '#platform/http/http.ts'
import { defineModule } from '#platform/manifest.ts'
import { testUnits, type TestUnits } from '#platform/testing.ts'

let batches = 0
const tellings: Hook = {
  name: 'till.take-tellings',
  path: '/hooks/till/:secret',
  bodyLimit: 1000,
  take: async (tx, arrivals) => {
    batches++
    for (const { body } of arrivals) {
      if (body.toString() === 'poison') throw new Error('poison')
      await sql`insert into public.told values (${body.toString('latin1')})`.execute(tx.sql)
    }
    return arrivals.map(({ params }) =>
      params['secret'] === 'right'
        ? { status: 200, body: '{"ResultCode":0}', mediaType: 'application/json' }
        : { status: 404, body: 'no', mediaType: 'text/plain' },
    )
  },
}
const proven: Hook = {
  ...tellings,
  name: 'till.take-proven',
  path: '/hooks/proven/:secret',
  prove: async (_read, { params, query }) =>
    params['secret'] === 'right'
      ? { status: 200, body: query.get('challenge') ?? '', mediaType: 'text/plain' }
      : undefined,
}
const till = defineModule({ name: 'till', hooks: [tellings, proven] })

let units: TestUnits
let http: Http
beforeAll(async () => {
  units = await testUnits({ manifests: [till] })
  await sql`create table public.told (body text)`.execute(units.database.sql)
  http = await createHttp({
    manifests: [till],
    units,
    clock: units.clock,
    log: pino({ level: 'silent' }),
    authenticate: async () => nobody,
  })
})
afterAll(() => http.close())

const tell = (body: string, secret = 'right', from = '10.0.0.1') =>
  http.inject({
    method: 'POST',
    url: `/hooks/till/${secret}`,
    payload: body,
    headers: { 'content-type': 'text/odd' },
    remoteAddress: from,
  })

async function told(): Promise<string[]> {
  const { rows } = await sql<{ body: string }>`select body from public.told`.execute(
    units.database.sql,
  )
  return rows.map(({ body }) => body)
}

test('any body in any type is taken, and committed before it is answered', async () => {
  const answer = await tell('not { json')
  expect([answer.statusCode, answer.body]).toEqual([200, '{"ResultCode":0}'])
  expect(answer.headers['content-type']).toMatch(/^application\/json/)
  expect(await told()).toEqual(['not { json'])
})

test('hundreds at once cost few commits, and the one that breaks is the only one that is not taken', async () => {
  batches = 0
  const bodies = Array.from({ length: 300 }, (_, n) => (n === 150 ? 'poison' : `telling ${n}`))
  const answers = await Promise.all(bodies.map((body) => tell(body)))
  expect(answers.map(({ statusCode }) => statusCode).filter((status) => status !== 200)).toEqual([
    500,
  ])
  expect((await told()).filter((body) => body.startsWith('telling'))).toHaveLength(299)
  expect(batches).toBeLessThan(60)
})

test('too large a body is refused; a GET is nothing', async () => {
  expect((await tell('x'.repeat(1001))).statusCode).toBe(413)
  expect((await http.inject({ method: 'GET', url: '/hooks/till/right' })).statusCode).toBe(404)
})

test('one that can be proven answers a GET to whoever knows its secret', async () => {
  const ask = (secret: string) =>
    http.inject({ method: 'GET', url: `/hooks/proven/${secret}?challenge=4711` })
  const right = await ask('right')
  expect([right.statusCode, right.body]).toEqual([200, '4711'])
  expect((await ask('wrong')).statusCode).toBe(404)
})

test('who guesses at secrets is not heard any more after a while; others are', async () => {
  const statuses = new Set<number>()
  for (let n = 0; n < 62; n++) statuses.add((await tell('x', `guess-${n}`, '10.0.0.66')).statusCode)
  expect([...statuses]).toEqual([404, 429])
  expect((await tell('y', 'right', '10.0.0.66')).statusCode).toBe(429)
  expect((await tell('y', 'right', '10.0.0.67')).statusCode).toBe(200)
})

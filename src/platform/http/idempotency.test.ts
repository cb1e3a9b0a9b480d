import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { nobody, type Actor } from '#kernel/actor.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { refusal } from '#kernel/refusal.ts'
import { createHttp, type Http } from '#platform/http/http.ts'
import { forgetReplies } from '#platform/http/idempotency.ts'
import { defineModule } from '#platform/manifest.ts'
import { serve } from '#platform/serve.ts'
import { staffWith, testUnits, type TestUnits } from '#platform/testing.ts'

const empty = refusal('till.empty', 409, 'The till is empty.')
const shape = {
  input: z.object({ cents: z.number().int() }),
  reply: z.object({ secret: z.string() }),
}
const pay = endpoint({
  name: 'till.pay',
  method: 'POST',
  path: '/api/pay',
  access: 'anyone',
  summary: 'Pays.',
  ...shape,
})
const repay = endpoint({
  name: 'till.repay',
  method: 'POST',
  path: '/api/repay',
  access: 'anyone',
  summary: 'Pays back.',
  ...shape,
})
const refuse = endpoint({
  name: 'till.refuse',
  method: 'POST',
  path: '/api/refuse',
  access: 'anyone',
  summary: 'Refuses the first time.',
  ...shape,
})

/** Opened by a test to let a payment that it holds go on. */
let gate: Promise<void> = Promise.resolve()
let entered = 0
let refusals = 0

const till = defineModule({
  name: 'till',
  routes: [
    serve(pay, async (tx, { cents }) => {
      entered++
      await sql`insert into public.paid values (${cents})`.execute(tx.sql)
      await gate
      return { secret: `key-${crypto.randomUUID()}` }
    }),
    serve(repay, async () => ({ secret: 'repaid' })),
    serve(refuse, async () => {
      if (refusals++ === 0) throw empty()
      return { secret: 'paid at last' }
    }),
  ],
})

let units: TestUnits
let http: Http
const amina = staffWith([])
const juma = staffWith([])
let who: Actor = amina

beforeAll(async () => {
  units = await testUnits({ manifests: [till] })
  await sql`create table public.paid (cents int)`.execute(units.database.sql)
  http = await createHttp({
    manifests: [till],
    units,
    clock: units.clock,
    log: pino({ level: 'silent' }),
    authenticate: async () => who,
  })
})
afterAll(() => http.close())

async function post(url: string, cents: number, key: string | undefined, as: Actor = amina) {
  who = as
  const response = await http.inject({
    method: 'POST',
    url,
    payload: { cents },
    headers: key === undefined ? {} : { 'idempotency-key': key },
  })
  return { status: response.statusCode, body: response.json(), headers: response.headers }
}

async function timesPaid(cents: number): Promise<number> {
  const { rows } = await sql`select from public.paid where cents = ${cents}`.execute(
    units.database.sql,
  )
  return rows.length
}

test('a repeated write takes effect once and is answered the same', async () => {
  const first = await post('/api/pay', 100, 'k-1')
  const again = await post('/api/pay', 100, 'k-1')
  expect(again.body).toEqual(first.body)
  expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([
    undefined,
    'true',
  ])
  expect(await timesPaid(100)).toBe(1)
})

test('the quoted form of the draft names the same key', async () => {
  const first = await post('/api/pay', 110, 'k-2')
  expect((await post('/api/pay', 110, '"k-2"')).body).toEqual(first.body)
})

test('without a key every call counts', async () => {
  await post('/api/pay', 120, undefined)
  await post('/api/pay', 120, undefined)
  expect(await timesPaid(120)).toBe(2)
})

test('the same key with other content is refused', async () => {
  await post('/api/pay', 130, 'k-3')
  const { status, body } = await post('/api/pay', 131, 'k-3')
  expect([status, body.code]).toEqual([422, 'platform.key_reused'])
  expect(await timesPaid(131)).toBe(0)
})

test('a key belongs to one actor and one endpoint', async () => {
  const first = await post('/api/pay', 140, 'k-4')
  const other = await post('/api/pay', 140, 'k-4', juma)
  expect(other.body).not.toEqual(first.body)
  expect((await post('/api/repay', 140, 'k-4')).body).toEqual({ secret: 'repaid' })
})

test('nobody has no keys, so a stranger gets no replies', async () => {
  const first = await post('/api/pay', 150, 'k-5', nobody)
  expect((await post('/api/pay', 150, 'k-5', nobody)).body).not.toEqual(first.body)
})

test('a call whose twin is under way is told to wait, and then gets its reply', async () => {
  const held = Promise.withResolvers<void>()
  gate = held.promise
  const before = entered
  const first = post('/api/pay', 160, 'k-6')
  await expect.poll(() => entered).toBe(before + 1)
  const twin = await post('/api/pay', 160, 'k-6')
  expect([twin.status, twin.body.code, twin.headers['retry-after']]).toEqual([
    409,
    'platform.key_in_use',
    '1',
  ])
  held.resolve()
  const { body } = await first
  expect((await post('/api/pay', 160, 'k-6')).body).toEqual(body)
  expect(await timesPaid(160)).toBe(1)
})

test('a hundred twins at once pay once', async () => {
  gate = Promise.resolve()
  const answers = await Promise.all(Array.from({ length: 100 }, () => post('/api/pay', 170, 'k-7')))
  expect(new Set(answers.map(({ status }) => status)).isSubsetOf(new Set([200, 409]))).toBe(true)
  expect(await timesPaid(170)).toBe(1)
})

test('a refusal is not kept: the repeated call is judged anew', async () => {
  expect((await post('/api/refuse', 1, 'k-8')).status).toBe(409)
  expect((await post('/api/refuse', 1, 'k-8')).body).toEqual({ secret: 'paid at last' })
})

test('replies are stored sealed, bound to their row', async () => {
  await post('/api/pay', 180, 'k-9')
  const { rows } = await sql<{ id: string; reply_sealed: string }>`
    select id, reply_sealed from platform.idempotency where key = 'k-9'`.execute(units.database.sql)
  expect(rows[0]?.reply_sealed).toContain(
    `sealed(platform.idempotency.reply_sealed/${rows[0]?.id})`,
  )
})

test.each(['', ' ', 'a b', 'ü', 'x'.repeat(256)])(
  'a key that is none is refused: "%s"',
  async (key) => {
    const { status, body } = await post('/api/pay', 190, key)
    expect([status, body.code]).toEqual([400, 'platform.bad_key'])
  },
)

test('a key is forgotten after a day, by the clock and by the job', async () => {
  await post('/api/pay', 200, 'k-10')
  units.clock.passes('PT24H')
  await post('/api/pay', 200, 'k-10')
  expect(await timesPaid(200)).toBe(2)
  units.clock.passes('PT25H')
  await units.unit({ actor: nobody, name: 'test.forget' }, forgetReplies)
  const { rows } = await sql`select from platform.idempotency`.execute(units.database.sql)
  expect(rows).toHaveLength(0)
})

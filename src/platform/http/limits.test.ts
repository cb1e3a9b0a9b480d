import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { nobody, type Actor } from '#kernel/actor.ts'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { Buckets } from '#platform/http/buckets.ts'
import { createHttp, type Http } from '#platform/http/http.ts'
import { forgetGuesses } from '#platform/http/limits.ts'
import { defineModule } from '#platform/manifest.ts'
import { serve } from '#platform/serve.ts'
import { staffWith, testUnits, type TestUnits } from '#platform/testing.ts'

describe('a bucket', () => {
  const pace = { burst: 3, perMinute: 60 }
  test('allows its burst, then one per pace', () => {
    const buckets = new Buckets()
    const allowed = (now_ms: number) => buckets.take('a', pace, now_ms).isAllowed
    expect([allowed(0), allowed(0), allowed(0), allowed(0)]).toEqual([true, true, true, false])
    expect([allowed(999), allowed(1000), allowed(1000)]).toEqual([false, true, false])
  })
  test('says how long to wait and what is left', () => {
    const buckets = new Buckets()
    expect(buckets.take('a', pace, 0)).toEqual({ isAllowed: true, left: 2, wait_s: 0 })
    buckets.take('a', pace, 0)
    buckets.take('a', pace, 0)
    expect(buckets.take('a', pace, 400)).toEqual({ isAllowed: false, left: 0, wait_s: 0.6 })
  })
  test('counts whole calls at whatever moment the first one comes', () => {
    const lefts = (now_ms: number) => {
      const buckets = new Buckets()
      return [1, 2, 3, 4].map(() => buckets.take('a', { burst: 3, perMinute: 7 }, now_ms).left)
    }
    for (let now_ms = 0.1; now_ms < 1e9; now_ms = now_ms * 1.7 + 0.3)
      expect(lefts(now_ms), `at ${now_ms} ms`).toEqual([2, 1, 0, 0])
  })
  test('does not count what it refused', () => {
    const buckets = new Buckets()
    for (let i = 0; i < 100; i++) buckets.take('a', pace, 0)
    expect(buckets.take('a', pace, 1000).isAllowed).toBe(true)
  })
  test('is forgotten when there are too many, the longest unused first', () => {
    const buckets = new Buckets(2)
    for (let i = 0; i < 3; i++) buckets.take('a', pace, 0)
    buckets.take('b', pace, 0)
    buckets.take('c', pace, 0)
    expect(buckets.size).toBe(2)
    expect(buckets.take('a', pace, 0).isAllowed).toBe(true)
  })
})

const look = endpoint({
  name: 'shop.look',
  method: 'GET',
  path: '/api/look',
  access: 'anyone',
  summary: 'Looks.',
  input: nothing,
  reply: nothing,
})
const heavy = endpoint({ ...look, name: 'shop.lift', path: '/api/lift', pace: 'heavy' })
const guess = endpoint({
  name: 'shop.guess',
  method: 'POST',
  path: '/api/guess',
  access: 'anyone',
  summary: 'Guesses.',
  pace: 'guess',
  guessedField: 'email',
  input: z.object({ email: z.string() }),
  reply: nothing,
})
const shop = defineModule({
  name: 'shop',
  routes: [
    serve(look, async () => ({})),
    serve(heavy, async () => ({})),
    serve(guess, async () => ({})),
  ],
})

let units: TestUnits
let http: Http
let other: Http
let who: Actor = nobody

beforeAll(async () => {
  units = await testUnits({ manifests: [shop] })
  const make = () =>
    createHttp({
      manifests: [shop],
      units,
      clock: units.clock,
      log: pino({ level: 'silent' }),
      authenticate: async () => who,
      trustedProxies: ['10.0.0.0/8'],
      paces: {
        stranger: { burst: 3, perMinute: 1 },
        actor: { burst: 5, perMinute: 1 },
        heavy: { burst: 2, perMinute: 1 },
        guessAccount: { burst: 3, perMinute: 1 },
        guessAddress: { burst: 2, perMinute: 1 },
        guessDevice: { burst: 4, perMinute: 1 },
      },
    })
  http = await make()
  other = await make()
})
afterAll(() => Promise.all([http.close(), other.close()]))

type Sent = { ip?: string; as?: Actor; headers?: Record<string, string>; email?: string; at?: Http }

async function get(url: string, { ip = '192.0.2.1', as = nobody, headers = {} }: Sent = {}) {
  who = as
  return http.inject({ method: 'GET', url, remoteAddress: ip, headers })
}

async function guessing({
  ip = '192.0.2.1',
  headers = {},
  email = 'a@isp.example',
  at = http,
}: Sent) {
  who = nobody
  const response = await at.inject({
    method: 'POST',
    url: '/api/guess',
    remoteAddress: ip,
    headers,
    payload: { email },
  })
  return response.statusCode
}

const times = async <T>(count: number, work: (i: number) => Promise<T>): Promise<T[]> => {
  const all: T[] = []
  for (let i = 0; i < count; i++) all.push(await work(i))
  return all
}

describe('too many calls', () => {
  test('of a stranger are counted by address, and told when to come back', async () => {
    const answers = await times(4, () => get('/api/look', { ip: '192.0.2.10' }))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429])
    expect(answers[0]?.headers['ratelimit-policy']).toBe('"stranger";q=3;w=180')
    expect(answers[0]?.headers.ratelimit).toMatch(/^"stranger";r=2;t=\d+$/)
    const last = answers[3]
    expect(Number(last?.headers['retry-after'])).toBeGreaterThan(50)
    expect(last?.json()).toMatchObject({ code: 'platform.too_many', status: 429 })
    expect((await get('/api/look', { ip: '192.0.2.11' })).statusCode).toBe(200)
  })
  test('of a member are counted by member, whatever the address', async () => {
    const as = staffWith([])
    const answers = await times(6, (i) => get('/api/look', { ip: `192.0.2.${100 + i}`, as }))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200, 429])
    expect((await get('/api/look', { as: staffWith([]) })).statusCode).toBe(200)
  })
  test('of what is heavy have a smaller measure', async () => {
    const as = staffWith([])
    expect(
      (await times(3, () => get('/api/lift', { as }))).map(({ statusCode }) => statusCode),
    ).toEqual([200, 200, 429])
    expect((await get('/api/look', { as })).statusCode).toBe(200)
  })
  test('from one IPv6 household count as one', async () => {
    const answers = await times(4, (i) => get('/api/look', { ip: `2c0f:fe38:1:2::${i + 1}` }))
    expect(answers.at(-1)?.statusCode).toBe(429)
    expect((await get('/api/look', { ip: '2c0f:fe38:1:3::1' })).statusCode).toBe(200)
  })
  test('cannot be hidden by naming other addresses, unless a trusted proxy names them', async () => {
    const forged = await times(4, (i) =>
      get('/api/look', { ip: '192.0.2.30', headers: { 'x-forwarded-for': `203.0.113.${i}` } }),
    )
    expect(forged.at(-1)?.statusCode).toBe(429)
    const proxied = await times(4, (i) =>
      get('/api/look', { ip: '10.0.0.1', headers: { 'x-forwarded-for': `203.0.113.${i}` } }),
    )
    expect(proxied.at(-1)?.statusCode).toBe(200)
    const nonsense = await get('/api/look', {
      ip: '10.0.0.2',
      headers: { 'x-forwarded-for': '<script>' },
    })
    expect(nonsense.statusCode).toBe(200)
  })
})

describe('guesses at a secret', () => {
  test('at one account add up over addresses, devices and processes', async () => {
    const answers = await times(4, (i) =>
      guessing({
        ip: `192.0.2.${40 + i}`,
        email: i % 2 ? 'Amina@isp.example' : 'amina@isp.example',
        at: i % 2 ? other : http,
      }),
    )
    expect(answers).toEqual([200, 200, 200, 429])
  })
  test('from one address add up over accounts and devices', async () => {
    const answers = await times(3, (i) =>
      guessing({
        ip: '192.0.2.50',
        email: `b${i}@isp.example`,
        headers: { 'user-agent': `browser ${i}` },
      }),
    )
    expect(answers).toEqual([200, 200, 429])
  })
  test('from one device add up over accounts and addresses', async () => {
    const headers = { cookie: `kasi_device=${'d'.repeat(22)}` }
    const answers = await times(5, (i) =>
      guessing({ ip: `192.0.2.${60 + i}`, email: `c${i}@isp.example`, headers }),
    )
    expect(answers).toEqual([200, 200, 200, 200, 429])
  })
  test('give a device its name, once', async () => {
    who = nobody
    const first = await http.inject({
      method: 'POST',
      url: '/api/guess',
      remoteAddress: '192.0.2.70',
      payload: { email: 'd@isp.example' },
    })
    expect(first.headers['set-cookie']).toMatch(
      /^kasi_device=[\w-]{22}; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/,
    )
  })
  test('are allowed again after a while, and then forgotten', async () => {
    await times(3, (i) => guessing({ ip: `192.0.2.${80 + i}`, email: 'e@isp.example' }))
    expect(await guessing({ ip: '192.0.2.84', email: 'e@isp.example' })).toBe(429)
    units.clock.passes('PT61S')
    expect(await guessing({ ip: '192.0.2.85', email: 'e@isp.example' })).toBe(200)
    units.clock.passes('PT1H')
    await units.unit({ actor: nobody, name: 'test.forget' }, forgetGuesses)
    const { rows } = await units.database.pool.query('select from platform.guess')
    expect(rows).toHaveLength(0)
  })
  test('leave no name in the database', async () => {
    await guessing({ ip: '192.0.2.90', email: 'planted@isp.example' })
    const { rows } = await units.database.pool.query<{ bucket: string }>(
      'select bucket from platform.guess',
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toMatch(/planted|192\.0\.2/)
  })
})

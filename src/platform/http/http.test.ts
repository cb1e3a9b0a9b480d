import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nobody, type Actor } from '#kernel/actor.ts'
import { problem } from '#kernel/problem.ts'
import { createHttp, type Http } from '#platform/http/http.ts'
import { staffWith, testUnits, type TestUnits } from '#platform/testing.ts'
import { shop } from '#platform/http/testing.ts'

const logged: string[] = []

let units: TestUnits

let http: Http

let who: Actor = nobody

const member = staffWith(['shop.change'])

beforeAll(async () => {
  units = await testUnits({ manifests: [shop] })
  await sql`create table public.seen (what text)`.execute(units.database.sql)
  http = await createHttp({
    manifests: [shop],
    units,
    clock: units.clock,
    log: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }),
    authenticate: async () => who,
  })
})

afterAll(() => http.close())

type Sent = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  payload?: unknown
  headers?: Record<string, string>
}

async function send({ method = 'GET', url, payload, headers = {} }: Sent, as: Actor = member) {
  who = as
  const response = await http.inject({
    method,
    url,
    headers: {
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload !== undefined && {
      payload:
        typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
    }),
  })
  const isProblem = String(response.headers['content-type']).startsWith('application/problem+json')
  return {
    ...response,
    status: response.statusCode,
    problem: isProblem ? problem.parse(response.json()) : undefined,
    text: response.body,
    response,
  }
}

const SAY = '/api/shop/7/say'

const sayIt = (payload: unknown, headers?: Record<string, string>) =>
  send({ method: 'POST', url: SAY, payload, ...(headers && { headers }) })

describe('a call that succeeds', () => {
  test('is answered with what the contract names, and nothing more', async () => {
    const { status, text, headers } = await sayIt({ text: 'Habari' })
    expect(status).toBe(200)
    expect(JSON.parse(text)).toEqual({ shopId: '7', text: 'Habari' })
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(headers['cache-control']).toBe('no-store')
  })

  test.each([
    ['quotes', `O'Brien "said" \\ ; drop table seen; --`],
    ['right to left', 'شبكة كاسي \u202eevil'],
    ['emoji', '👩🏾‍🔧 Nairobi 🇰🇪'],
    ['every plane', '\u{10FFFF} \uFFFD \u0001'],
    ['something that looks like code', '${7*7} {{7*7}} <script>alert(1)</script>'],
  ])('gives %s back as they came', async (_, text) => {
    const { status, response } = await sayIt({ text })
    expect(status).toBe(200)
    expect(response.json()).toEqual({ shopId: '7', text })
  })

  test('reads numbers, truths and repeated fields out of a query string', async () => {
    const url = '/api/shop?count=3&isOpen=false&tags=a&tags=b+c&q=caf%C3%A9'
    const { response } = await send({ url }, nobody)
    expect(response.json()).toEqual({ count: 3, isOpen: false, tags: ['a', 'b c'], q: 'café' })
  })

  test('takes a query from the header that nobody on the way writes down, beside the one of the address', async () => {
    const headers = { 'kasi-query': 'q=%2B254+712&tags=b' }
    const { response } = await send({ url: '/api/shop?tags=a&count=3', headers }, nobody)
    expect(response.json()).toEqual({ count: 3, tags: ['a', 'b'], q: '+254 712' })
    const twice = await send({ url: '/api/shop?q=a', headers }, nobody)
    expect(twice.problem?.issues?.map(({ path }) => path)).toEqual(['q'])
  })

  test('may set headers and several cookies', async () => {
    const { headers } = await send({
      method: 'POST',
      url: '/api/shop/misbehave',
      payload: { how: 'cookie' },
    })
    expect(headers['set-cookie']).toEqual(['a=1; Path=/', 'b=2; Path=/'])
    expect(headers['x-shop']).toBe('open')
  })

  test('leaves one line in the log, without what was sent', async () => {
    logged.length = 0
    await sayIt({ text: 'my secret words' })
    const lines = logged.map((line): unknown => JSON.parse(line))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({
      room: 'shop',
      endpoint: 'shop.say',
      status: 200,
      actor: 'staff',
    })
    expect(logged.join()).not.toContain('secret words')
  })
})

describe('invalid input is answered 400, with the field', () => {
  test.each([
    ['an unknown field', { text: 'x', isOwner: true }, 'isOwner'],
    [
      'an unknown field deep inside',
      { text: 'x', inner: { deep: [{ a: '1', b: 2 }] } },
      'inner.deep.0.b',
    ],
    ['a planted prototype', '{"text":"x","__proto__":{"isOwner":true}}', '__proto__'],
    [
      'a planted prototype deep inside',
      '{"text":"x","inner":{"deep":[],"__proto__":{}}}',
      'inner.__proto__',
    ],
    ['a planted constructor', '{"text":"x","constructor":{"prototype":{}}}', 'constructor'],
    ['NUL', { text: 'a\u0000b' }, 'text'],
    ['NUL deep inside', { text: 'x', inner: { deep: [{ a: '\u0000' }] } }, 'inner.deep.0.a'],
    ['half a surrogate pair', '{"text":"\\ud83d"}', 'text'],
    ['a field of the address given again', { text: 'x', shopId: '8' }, 'shopId'],
    ['a missing field', {}, 'text'],
    ['a wrong type', { text: 7 }, 'text'],
  ])('%s', async (_, payload, path) => {
    const answer = await sayIt(payload)
    expect(answer.status).toBe(400)
    expect(answer.problem?.code).toBe('platform.invalid_input')
    expect(answer.problem?.issues?.map((issue) => issue.path)).toContain(path)
    expect(Object.prototype).not.toHaveProperty('isOwner')
  })

  test.each([
    ['a field given twice', 'count=1&count=2', 'count'],
    ['an unknown field', 'colour=red', 'colour'],
    ['a planted prototype', '__proto__=1', '__proto__'],
    ['a number that is none', 'count=0x10', 'count'],
    ['an empty number', 'count=', 'count'],
    ['NUL', 'q=%00', 'q'],
  ])('in a query string: %s', async (_, query, path) => {
    const { status, problem: said } = await send({ url: `/api/shop?${query}` }, nobody)
    expect(status).toBe(400)
    expect(said?.issues?.map((issue) => issue.path)).toContain(path)
  })

  test.each([
    ['not JSON', '{"text":', 'platform.unreadable_body'],
    ['an array', '[1]', 'platform.unreadable_body'],
    ['a text', '"x"', 'platform.unreadable_body'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'platform.unreadable_body'],
    [
      'too deep',
      `{"text":"x","inner":${'['.repeat(500)}${']'.repeat(500)}}`,
      'platform.unreadable_body',
    ],
  ])('a body that is %s', async (_, payload, code) => {
    const { status, problem: said } = await sayIt(payload)
    expect([status, said?.code]).toEqual([400, code])
  })

  test.each(['/api/shop?q=%ff', '/api/shop?q=%zz', '/api/shop/%ff/say'])(
    'an address that is not UTF-8: %s',
    async (url) => {
      const { status, problem: said } = await send({ url }, nobody)
      expect([status, said?.code]).toEqual([400, 'platform.unreadable_address'])
    },
  )
})

describe('what HTTP itself forbids', () => {
  test('a body that is too large is 413, and is not read to its end', async () => {
    const { status, problem: said } = await sayIt({ text: 'x'.repeat(300 * 1024) })
    expect([status, said?.code, said?.facts?.limit]).toEqual([413, 'platform.too_large', 262_144])
  })
  test('ten megabytes are 413', async () => {
    expect((await sayIt({ text: 'x'.repeat(10 * 1024 * 1024) })).status).toBe(413)
  })
  test('a form is 415', async () => {
    const { status, headers } = await sayIt('text=x', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(status).toBe(415)
    expect(headers.accept).toBe('application/json')
  })
  test('an address that does not exist is 404', async () => {
    const { status, problem: said } = await send({ url: '/api/nowhere' })
    expect([status, said?.code]).toEqual([404, 'platform.not_found'])
  })
  test('a wrong method is 405 and says which are right', async () => {
    const { status, headers } = await send({ method: 'DELETE', url: SAY })
    expect([status, headers.allow]).toEqual([405, 'POST'])
  })
  test('HEAD is answered like GET, without the body', async () => {
    const response = await http.inject({ method: 'HEAD', url: '/api/shop' })
    expect([response.statusCode, response.body]).toEqual([200, ''])
  })
})

describe('who may call', () => {
  const callSay = (actor: Actor) =>
    send({ method: 'POST', url: SAY, payload: { text: 'x' } }, actor)

  test('nobody is asked to sign in', async () => {
    const { status, headers, problem: said } = await callSay(nobody)
    expect([status, said?.code]).toEqual([401, 'platform.sign_in'])
    expect(headers['www-authenticate']).toContain('Bearer')
  })
  test('a member without the permission hears which one is missing', async () => {
    const { status, problem: said } = await callSay(staffWith([]))
    expect([status, said?.facts?.permission]).toEqual([403, 'shop.change'])
  })
  test('a member who still owes a second factor is sent to set one up', async () => {
    const { problem: said } = await callSay({ ...asStaff(['shop.change']), standing: 'enrolling' })
    expect(said?.code).toBe('platform.enrol')
  })
  test('a subscriber may not call what is for staff', async () => {
    const { status } = await callSay({
      kind: 'subscriber',
      id: '1',
      via: { kind: 'session', id: '2' },
    })
    expect(status).toBe(403)
  })
  test('is decided before the body is read', async () => {
    const { status } = await send({ method: 'POST', url: SAY, payload: '{not json' }, nobody)
    expect(status).toBe(401)
  })
  test('an old proof of identity does not open the safe', async () => {
    const open = (provenAt_ms: number) =>
      send(
        { method: 'POST', url: '/api/shop/safe', payload: {} },
        { ...asStaff(['shop.change']), provenAt_ms },
      )
    const now_ms = units.clock.now().epochMilliseconds
    expect((await open(now_ms - 60_000)).status).toBe(200)
    expect((await open(now_ms - 11 * 60_000)).problem?.code).toBe('platform.proof_needed')
  })
  test('whoever works at one site may not name another', async () => {
    const visit = (site: string) =>
      send({ url: `/api/shop/sites/${site}` }, staffWith(['shop.change'], ['karen']))
    expect((await visit('karen')).status).toBe(200)
    expect((await visit('kilimani')).problem?.code).toBe('platform.site_not_yours')
  })
  test('a permission held at one site only opens no other, wherever other permissions reach', async () => {
    const actor = {
      ...asStaff(['shop.read', 'shop.change']),
      siteLimits: new Map([['shop.change', ['karen']]]),
    }
    const visit = (site: string) => send({ url: `/api/shop/sites/${site}` }, actor)
    expect((await visit('karen')).status).toBe(200)
    expect((await visit('kilimani')).problem?.code).toBe('platform.site_not_yours')
  })
})

test('a permission held at some sites opens nothing that concerns the whole ISP', async () => {
  const open = (actor: Actor) => send({ method: 'POST', url: '/api/shop/safe', payload: {} }, actor)
  expect((await open(staffWith(['shop.change'], ['karen']))).problem).toMatchObject({
    status: 403,
    code: 'platform.not_everywhere',
  })
  const elsewhereToo = {
    ...asStaff(['shop.read', 'shop.change']),
    siteLimits: new Map([['shop.change', ['karen']]]),
  }
  expect((await open(elsewhereToo)).problem?.code).toBe('platform.not_everywhere')
  expect((await open(staffWith(['shop.change']))).status).toBe(200)
})

function asStaff(permissions: string[]) {
  const actor = staffWith(permissions)
  if (actor.kind !== 'staff') throw new Error('staffWith makes staff')
  return actor
}

describe('refusals and faults', () => {
  const misbehaving = (how: string) =>
    send({ method: 'POST', url: '/api/shop/misbehave', payload: { how } })
  const seen = async (what: string) =>
    (await sql`select from public.seen where what = ${what}`.execute(units.database.sql)).rows
      .length

  test('a refusal that is thrown undoes the unit', async () => {
    const { status, problem: said } = await misbehaving('refuse')
    expect(status).toBe(409)
    expect(said).toMatchObject({
      code: 'shop.broken',
      detail: 'The till is broken.',
      facts: { thing: 'till' },
    })
    expect(await seen('refuse')).toBe(0)
  })
  test('a refusal that is returned keeps what the unit wrote', async () => {
    const { status, problem: said } = await misbehaving('refuse-and-keep')
    expect([status, said?.detail]).toEqual([409, 'The door is broken.'])
    expect(await seen('keep')).toBe(1)
  })
  test.each(['bug', 'wrong-reply', 'bad-sql'])(
    '%s: a number to quote, and nothing of the inside',
    async (how) => {
      logged.length = 0
      const { status, text, problem: said } = await misbehaving(how)
      expect([status, said?.code]).toEqual([500, 'platform.fault'])
      expect(text).not.toMatch(/hunter2|shop\.ts|deeper|no_such_table|contract|node_modules/)
      const fault = said?.fault ?? 'none'
      expect(fault).toMatch(/^[2-9A-Z]{10}$/)
      expect(logged.filter((line) => line.includes(fault)).length).toBeGreaterThan(0)
    },
  )
  test('the log keeps the whole chain of causes', async () => {
    logged.length = 0
    await misbehaving('bug')
    expect(logged.join()).toContain('deeper')
  })
})

describe('headers of every answer', () => {
  test('forbid what a browser might do with data', async () => {
    const { headers } = await send({ url: '/api/shop' }, nobody)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers).not.toHaveProperty('strict-transport-security')
    expect(headers).not.toHaveProperty('x-powered-by')
  })
  test('a file is named, tagged and may not run anything', async () => {
    const { headers } = await send({ url: '/api/shop/logo' }, nobody)
    expect(headers['content-type']).toBe('image/svg+xml')
    expect(headers['content-security-policy']).toContain('sandbox')
    expect(headers['content-disposition']).toContain(
      "filename*=UTF-8''our%20%E2%80%9Clogo%E2%80%9D.svg",
    )
    const again = await send({
      url: '/api/shop/logo',
      headers: { 'if-none-match': String(headers.etag) },
    })
    expect([again.status, again.text]).toEqual([304, ''])
  })
})

describe('writes that another web site makes a browser send', () => {
  const from = (headers: Record<string, string>) => sayIt({ text: 'x' }, headers)

  test.each([
    ['cross-site', { 'sec-fetch-site': 'cross-site', cookie: 's=1' }],
    ['same-site', { 'sec-fetch-site': 'same-site', cookie: 's=1' }],
    [
      'a foreign origin, from a browser that says no more',
      { origin: 'https://evil.example', cookie: 's=1' },
    ],
    ['an opaque origin', { origin: 'null', cookie: 's=1' }],
  ])('are refused: %s', async (_, headers) => {
    const { status, problem: said } = await from(headers)
    expect([status, said?.code]).toEqual([403, 'platform.foreign_origin'])
  })
  test.each([
    ['our own pages', { 'sec-fetch-site': 'same-origin' }],
    ['our own origin', { origin: 'http://isp.example', host: 'isp.example' }],
    ['no browser at all', {}],
    [
      'an API key, which no browser sends by itself',
      { 'sec-fetch-site': 'cross-site', authorization: 'Bearer x' },
    ],
  ])('are taken from %s', async (_, headers) => {
    expect((await from(headers)).status).toBe(200)
  })
})

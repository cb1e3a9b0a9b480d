import { expect, test } from 'vitest'
import { z } from 'zod'
import { createClient, ProblemError, type ClientOptions } from '#kernel/client.ts'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'

const open = endpoint({
  name: 'shop.open',
  method: 'POST',
  path: '/api/shops/:shopId/open',
  access: 'shop.change',
  summary: 'Opens.',
  input: z.object({ shopId: z.string(), hours: z.array(z.number()) }),
  reply: z.object({ at: z.string() }),
})
const signIn = endpoint({
  ...open,
  name: 'shop.sign-in',
  path: '/api/sign-in',
  access: 'anyone',
  input: nothing,
})
const list = listEndpoint({
  name: 'shop.list',
  path: '/api/shops',
  access: 'shop.read',
  summary: 'Shops.',
  sorts: ['name'],
  defaultSort: 'name',
  filters: { county: anyOf(z.string()) },
  item: z.object({ name: z.string() }),
})

type Answer = Response | Error

/** A client whose wire is a list of answers, one per try; tells what was sent. */
function clientWith(answers: Answer[], options: ClientOptions = {}) {
  const sent: { url: string; init: RequestInit }[] = []
  const client = createClient({
    pause_ms: 1,
    ...options,
    fetch: async (url, init = {}) => {
      sent.push({ url: url instanceof Request ? url.url : url.toString(), init })
      const answer = answers[Math.min(sent.length, answers.length) - 1]
      if (answer instanceof Response) return answer.clone()
      throw answer ?? new Error('Nothing to answer')
    },
  })
  return {
    client,
    sent,
    keys: () => sent.map(({ init }) => new Headers(init.headers).get('idempotency-key')),
  }
}

const ok = (body: unknown) => new Response(JSON.stringify(body))
const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ type: 'x', title: 'x', status, detail: 'No.', code }), {
    status,
    headers,
  })
const opened = ok({ at: 'now', more: 'not in the contract' })
const shop = { shopId: 'a/b c', hours: [8, 17] }
const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof ProblemError ? error : undefined),
  )

test('path, body and key are made from the input; the reply is parsed by the contract', async () => {
  const { client, sent, keys } = clientWith([opened])
  expect(await client.call(open, shop)).toEqual({ at: 'now' })
  expect(sent[0]?.url).toBe('/api/shops/a%2Fb%20c/open')
  expect(sent[0]?.init.body).toBe('{"hours":[8,17]}')
  expect(keys()[0]).toMatch(/^[0-9a-f]{32}$/)
})

test('a query repeats what is a list, and leaves out what is not given', async () => {
  const { client, sent } = clientWith([ok({ items: [], next: null, total: 0, totalIsExact: true })])
  await client.call(list, { county: ['Nairobi', 'Taita & Taveta'], q: undefined, limit: 10 })
  expect(sent[0]?.url).toBe('/api/shops?county=Nairobi&county=Taita+%26+Taveta&limit=10')
  expect(client.csvUrl(list, { q: 'a', cursor: 'x', limit: 10 })).toBe('/api/shops?q=a&format=csv')
})

test('what is asked about people goes into a header, and never into the address', async () => {
  const people = { ...list, personal: true }
  const file = new Response('name', {
    headers: { 'content-disposition': 'attachment; filename="a.csv"' },
  })
  const { client, sent } = clientWith([
    ok({ items: [], next: null, total: 0, totalIsExact: true }),
    file,
  ])
  await client.call(people, { q: '+254 712', limit: 10 })
  expect(client.csvUrl(people, { q: '0712' })).toBeUndefined()
  const { name, file: blob } = await client.csv(people, { q: '0712', cursor: 'x' })
  expect([name, await blob.text()]).toEqual(['a.csv', 'name'])
  expect(sent.map(({ url, init }) => [url, new Headers(init.headers).get('kasi-query')])).toEqual([
    ['/api/shops', 'q=%2B254+712&limit=10'],
    ['/api/shops', 'q=0712&format=csv'],
  ])
})

test('a write is repeated under the same key when the network fails, and gives up in the end', async () => {
  const once = clientWith([new TypeError('offline'), opened])
  expect(await once.client.call(open, shop)).toEqual({ at: 'now' })
  expect(new Set(once.keys()).size).toBe(1)
  const never = clientWith([new TypeError('offline')])
  expect((await failure(never.client.call(open, shop)))?.code).toBe('client.offline')
  expect(never.sent).toHaveLength(3)
})

test('an answer that breaks off half-way is one that never came', async () => {
  const half = () =>
    new Response(
      new ReadableStream({
        start(stream) {
          stream.enqueue(new TextEncoder().encode('{"at":'))
          stream.error(new TypeError('network error'))
        },
      }),
    )
  const keys: (string | null)[] = []
  const answers = [half()]
  const client = createClient({
    pause_ms: 1,
    fetch: async (_, init) => {
      keys.push(new Headers(init?.headers).get('idempotency-key'))
      return answers.shift() ?? opened.clone()
    },
  })
  expect(await client.call(open, shop)).toEqual({ at: 'now' })
  expect(keys).toHaveLength(2)
  expect(keys[1]).toBe(keys[0])
})

test('two writes have two keys', async () => {
  const { client, keys } = clientWith([opened])
  await client.call(open, shop)
  await client.call(open, shop)
  expect(new Set(keys()).size).toBe(2)
})

test.each([
  [
    'a server that returns',
    [problem(503, 'platform.unavailable', { 'retry-after': '0' }), opened],
    2,
  ],
  ['an own try that is still worked on', [problem(409, 'platform.key_in_use'), opened], 2],
])('%s is waited for', async (_, answers, tries) => {
  const { client, sent } = clientWith(answers)
  await client.call(open, shop)
  expect(sent).toHaveLength(tries)
})

test.each([
  ['a refusal', problem(409, 'shop.open_already')],
  ['a fault', problem(500, 'platform.fault')],
  ['a long wait', problem(503, 'platform.unavailable', { 'retry-after': '600' })],
])('%s is not repeated', async (_, answer) => {
  const { client, sent } = clientWith([answer])
  const error = await failure(client.call(open, shop))
  expect(error?.status).toBe(answer.status)
  expect(sent).toHaveLength(1)
})

test('signing in is not repeated, because nobody is there to bind a key to', async () => {
  const { client, sent } = clientWith([new TypeError('offline')])
  await failure(client.call(signIn, {}))
  expect(sent).toHaveLength(1)
})

test('an answer that is no problem of ours is told as one', async () => {
  const { client } = clientWith([new Response('<html>Bad gateway', { status: 502 })])
  expect((await failure(client.call(open, shop)))?.code).toBe('client.unclear')
})

test('who asked it to stop hears nothing of the network', async () => {
  const stop = new AbortController()
  const { client } = clientWith([new TypeError('offline')])
  stop.abort(new Error('The page was left'))
  await expect(client.call(open, shop, { signal: stop.signal })).rejects.toThrow(
    'The page was left',
  )
})

test('a path part that is missing is a mistake of the caller', async () => {
  const { client } = clientWith([opened])
  await expect(client.call(open, { shopId: '', hours: [] })).rejects.toThrow(
    'shop.open needs shopId',
  )
})

import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { nobody, system, type Actor } from '#kernel/actor.ts'
import type { ProblemError } from '#kernel/client.ts'
import { createClient } from '#kernel/client.ts'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { defineEvent } from '#platform/events.ts'
import { createHttp, type Http } from '#platform/http/http.ts'
import { openLive, type Live } from '#platform/live.ts'
import { defineModule } from '#platform/manifest.ts'
import { serveStream } from '#platform/serve.ts'
import { staffWith, testUnits, type TestUnits } from '#platform/testing.ts'

const opened = defineEvent(
  'shop.opened',
  z.object({ shopId: z.string(), siteId: z.string().optional() }),
)
const closed = defineEvent('shop.closed', z.object({ shopId: z.string() }))
const flooded = defineEvent('shop.flooded', z.object({ text: z.string() }))
const watch = endpoint({
  name: 'shop.watch',
  method: 'GET',
  path: '/api/shop/live',
  access: 'shop.read',
  reach: 'site',
  kind: 'stream',
  summary: 'Shops as they open.',
  input: nothing,
  reply: z.object({ shopId: z.string() }),
})
const shop = defineModule({
  name: 'shop',
  permissions: { 'shop.read': 'See shops' },
  routes: [
    serveStream(watch, {
      about: [opened, flooded],
      tell: ({ name, facts }) => ({
        shopId: name === 'shop.opened' ? String(facts.shopId) : 'x'.repeat(200_000),
        more: 'not in the contract',
      }),
    }),
  ],
})

let units: TestUnits
let live: Live
let http: Http
let baseUrl: string
let who: Actor = nobody

async function start(): Promise<void> {
  http = await createHttp({
    manifests: [shop],
    units,
    clock: units.clock,
    live,
    log: pino({ level: 'silent' }),
    authenticate: async () => who,
    bounds: { heartbeat_ms: 50, streamsPerActor: 3, drain_ms: 500 },
  })
  baseUrl = (await http.listen({ host: '127.0.0.1', port: 0 })).origin
}

beforeAll(async () => {
  units = await testUnits({ manifests: [shop] })
  live = openLive({ url: units.database.url, log: pino({ level: 'silent' }) })
  await live.connected
  await start()
})
afterAll(async () => {
  await http.close()
  await live.close()
})

const emit = (...shopIds: string[]) =>
  units.unit({ actor: system('test'), name: 'test.emit' }, async (tx) => {
    for (const shopId of shopIds) tx.emit(opened, { shopId })
  })

/** Somebody who watches through the typed client. */
function watching(as: Actor = staffWith(['shop.read'])) {
  who = as
  const seen: string[] = []
  const states: string[] = []
  let resyncs = 0
  let ended: ProblemError | undefined
  const stop = createClient({ baseUrl }).subscribe(
    watch,
    {},
    {
      onMessage: ({ shopId }) => void seen.push(shopId),
      onResync: () => void resyncs++,
      onState: (state) => void states.push(state),
      onEnd: (error) => void (ended = error),
    },
  )
  return {
    seen,
    states,
    stop,
    resyncs: () => resyncs,
    ended: () => ended,
    open: () => expect.poll(() => states).toContain('open'),
  }
}

/** The bare stream, as text. */
async function raw(headers: Record<string, string> = {}, as = staffWith(['shop.read'])) {
  who = as
  const stop = new AbortController()
  const response = await fetch(`${baseUrl}/api/shop/live`, { headers, signal: stop.signal })
  let text = ''
  const reading = (async () => {
    for await (const part of response.body ?? []) text += Buffer.from(part).toString()
  })().catch(() => undefined)
  return { response, text: () => text, stop: () => stop.abort(), reading }
}

describe('a live screen', () => {
  test('hears what a unit announced, when it has committed, and only what the contract names', async () => {
    const screen = watching()
    await screen.open()
    await emit('karen', 'kilimani')
    await units
      .unit({ actor: system('test'), name: 'test.undone' }, async (tx) => {
        tx.emit(opened, { shopId: 'never' })
        throw new Error('undone')
      })
      .catch(() => undefined)
    await units.unit({ actor: system('test'), name: 'test.other' }, async (tx) =>
      tx.emit(closed, { shopId: 'other' }),
    )
    await emit('rongai')
    await expect.poll(() => screen.seen).toEqual(['karen', 'kilimani', 'rongai'])
    expect(screen.resyncs()).toBe(1)
    screen.stop()
    const { text, stop } = await raw()
    await emit('nyali')
    await expect.poll(text).toContain('data: {"shopId":"nyali"}')
    expect(text()).not.toContain('not in the contract')
    stop()
  })

  test('hears nothing of a site that its viewer may not see', async () => {
    const screen = watching(staffWith(['shop.read'], ['mine']))
    await screen.open()
    await units.unit({ actor: system('test'), name: 'test.emit' }, async (tx) => {
      tx.emit(opened, { shopId: 'foreign', siteId: 'theirs' })
      tx.emit(opened, { shopId: 'own', siteId: 'mine' })
    })
    await expect.poll(() => screen.seen).toEqual(['own'])
    screen.stop()
  })

  test('ends when its viewer signs out, and does not come back', async () => {
    const screen = watching()
    await screen.open()
    who = nobody
    await expect.poll(() => screen.ended()?.code, { timeout: 5000 }).toBe('platform.sign_in')
  })

  test('ends when the permission is taken away', async () => {
    const screen = watching()
    await screen.open()
    who = staffWith([])
    await expect.poll(() => screen.ended()?.code, { timeout: 5000 }).toBe('platform.forbidden')
  })
})

describe('the stream itself', () => {
  test('is text/event-stream, beats, and is kept by no cache or proxy', async () => {
    const { response, text, stop } = await raw()
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    await expect.poll(text).toContain(': still here')
    stop()
  })

  test('goes on after the last id that somebody heard', async () => {
    const first = await raw()
    await emit('one', 'two')
    await expect.poll(first.text).toContain('"two"')
    first.stop()
    const id = /id: (\S+)\ndata: \{"shopId":"one"\}/.exec(first.text())?.[1] ?? ''
    await emit('three')
    const again = await raw({ 'last-event-id': id })
    await expect.poll(again.text).toContain('"three"')
    expect(again.text()).toContain('"two"')
    expect(again.text()).not.toContain('"one"')
    expect(again.text()).not.toContain('resync')
    again.stop()
  })

  test.each(['gone-1', 'nonsense', '', 'x-NaN'])(
    'says resync for an id that it does not know: "%s"',
    async (id) => {
      const { text, stop } = await raw({ 'last-event-id': id })
      await expect.poll(text).toContain('event: resync')
      stop()
    },
  )

  test('refuses more than a few per actor', async () => {
    const one = staffWith(['shop.read'])
    const open = [await raw({}, one), await raw({}, one), await raw({}, one)]
    const { response } = await raw({}, one)
    expect(response.status).toBe(429)
    for (const stream of open) stream.stop()
  })

  test('cuts off whoever does not read', async () => {
    who = staffWith(['shop.read'])
    const response = await fetch(`${baseUrl}/api/shop/live`)
    for (let i = 0; i < 60; i++)
      await units.unit({ actor: system('test'), name: 'test.flood' }, async (tx) =>
        tx.emit(flooded, { text: String(i) }),
      )
    await expect(response.text()).rejects.toThrow()
  })
})

test('a database that was away means resync', async () => {
  const screen = watching()
  await screen.open()
  await expect.poll(() => screen.resyncs()).toBe(1)
  const { rows } = await units.database.pool.query<{ done: boolean }>(
    `select pg_terminate_backend(pid) as done from pg_stat_activity where application_name = 'kasi live' and datname = current_database()`,
  )
  expect(rows.length).toBe(1)
  await expect.poll(() => screen.resyncs(), { timeout: 10_000 }).toBe(2)
  await emit('back')
  await expect.poll(() => screen.seen).toContain('back')
  screen.stop()
})

test('a drain ends the stream at once, and the client waits for the server to return', async () => {
  const screen = watching()
  await screen.open()
  await http.close()
  await expect.poll(() => screen.states.at(-1)).toBe('waiting')
  screen.stop()
  await start()
})

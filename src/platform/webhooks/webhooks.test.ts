import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import pino from 'pino'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { system } from '#kernel/actor.ts'
import type { Endpoint, InputOf, ParsedReplyOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { defineEvent } from '#platform/events.ts'
import { createHttp, type Http } from '#platform/http/http.ts'
import type { JobDoor } from '#platform/jobs.ts'
import { defineModule } from '#platform/manifest.ts'
import { startWorker } from '#platform/queue.ts'
import { owner, testUnits, type TestUnits } from '#platform/testing.ts'
import * as contract from './contract.ts'
import { deliver } from './jobs.ts'
import { webhooks } from './module.ts'

const opened = defineEvent('shop.opened', z.object({ shopId: z.string() }))
const closed = defineEvent('shop.closed', z.object({ shopId: z.string() }))
const shop = defineModule({ name: 'shop', announces: [opened, closed] })
const origin = { actor: system('test'), name: 'test.work' }

type Got = { headers: IncomingHttpHeaders; body: string }
let got: Got[] = []
let answer: { status: number; headers?: Record<string, string>; body?: string } = { status: 200 }
let receiver: Server
let address: string

let units: TestUnits
let http: Http
let manifests: ReturnType<typeof webhooks>[]

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      got.push({ headers: request.headers, body })
      response.writeHead(answer.status, answer.headers)
      response.end(answer.body ?? 'thanks')
    })
  })
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening))
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks?token=s3cret`

  units = await testUnits()
  const made = webhooks({ rooms: [shop], clock: units.clock, allowPrivate: true })
  manifests = [made]
  const real = await testUnits({ manifests: [shop, made] })
  units = { ...real, clock: real.clock }
  manifests = [webhooks({ rooms: [shop], clock: real.clock, allowPrivate: true })]
  http = await createHttp({
    manifests,
    units,
    clock: units.clock,
    log: pino({ level: 'silent' }),
    authenticate: async () => ({
      ...owner(manifests),
      provenAt_ms: units.clock.now().epochMilliseconds,
    }),
    paces: { actor: { burst: 10_000, perMinute: 10_000 } },
  })
})
afterAll(async () => {
  await http.close()
  receiver.close()
})
beforeEach(() => {
  got = []
  answer = { status: 200 }
})

async function call<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<ParsedReplyOf<E>> {
  const rest: Record<string, unknown> = { ...z.record(z.string(), z.unknown()).parse(input) }
  const url = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return value
  })
  const isQuery = endpoint.method === 'GET' || endpoint.method === 'DELETE'
  const query = new URLSearchParams(
    Object.entries(rest).map(([name, value]) => [name, String(value)]),
  )
  const response = await http.inject({
    method: endpoint.method,
    url: isQuery ? `${url}?${query}` : url,
    ...(!isQuery && { payload: rest }),
  })
  const body: unknown = response.json()
  if (response.statusCode !== 200) throw Object.assign(new Error(response.body), { problem: body })
  return endpoint.reply.parse(body) as ParsedReplyOf<E>
}

const add = (events: string[] = [], url = address) =>
  call(contract.addWebhook, { name: 'Ledger', url, events })

/** Runs the job of one message as the queue does. */
async function run(deliveryId: string, allowPrivate = true): Promise<void> {
  const door: JobDoor = {
    unit: (work) => units.unit(origin, work),
    read: (work) => units.read(origin, work),
    signal: new AbortController().signal,
    attempt: 1,
  }
  await deliver({ clock: units.clock, allowPrivate }).run(door, { deliveryId })
}

async function tested(webhookId: string): Promise<string> {
  const { deliveryId } = await call(contract.testWebhook, { webhookId })
  return deliveryId
}

const deliveryOf = (deliveryId: string) => call(contract.readDelivery, { deliveryId })

test('an event for which no webhook asks leaves nothing in the queue', async () => {
  await units.unit(origin, async (tx) => tx.emit(opened, { shopId: 'karen' }))
  const { rows } = await sql`select from graphile_worker._private_jobs`.execute(units.database.sql)
  expect(rows).toEqual([])
})

describe('a message', () => {
  test('is what the standardwebhooks library verifies', async () => {
    const { webhook, secret } = await add()
    await run(await tested(webhook.id))
    const [message] = got
    const at = units.clock.now().epochMilliseconds
    expect(Number(message?.headers['webhook-timestamp'])).toBe(Math.floor(at / 1000))
    expect(verify(secret, message)).toMatchObject({
      type: 'platform.webhook-tested',
      data: { webhookId: webhook.id },
    })
    expect(() => verify(secret, message && { ...message, body: `${message.body} ` })).toThrow(
      'signature',
    )
  })

  test('is signed with the old and the new secret for a day after a rotation', async () => {
    const { webhook, secret: old } = await add()
    const { secret } = await call(contract.rotateWebhookSecret, { webhookId: webhook.id })
    await run(await tested(webhook.id))
    expect(verify(secret, got[0])).toBeTruthy()
    expect(verify(old, got[0])).toBeTruthy()
    units.clock.passes('PT25H')
    await run(await tested(webhook.id))
    expect(verify(secret, got[1])).toBeTruthy()
    expect(() => verify(old, got[1])).toThrow('signature')
  })

  test('is logged with what was sent and what was answered', async () => {
    const { webhook } = await add()
    answer = { status: 201, body: `${'å'.repeat(5000)}` }
    const id = await tested(webhook.id)
    await run(id)
    const log = await deliveryOf(id)
    expect(log).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 201, lastError: null })
    expect(JSON.parse(log.body)).toMatchObject({ type: 'platform.webhook-tested' })
    expect(log.tries[0]?.status).toBe(201)
    expect(log.tries[0]?.answer?.length).toBeLessThan(4100)
  })
})

/** The library reads the wall clock, so its own idea of "too old" is met with the time of the message. */
function verify(secret: string, message: Got | undefined): unknown {
  if (!message) throw new Error('Nothing arrived')
  const text = (name: string) => String(message.headers[name])
  const checker = new Webhook(secret)
  const at = new Date(Number(text('webhook-timestamp')) * 1000)
  const signatures = text('webhook-signature').split(' ')
  if (!signatures.includes(checker.sign(text('webhook-id'), at, message.body)))
    throw new Error('Wrong signature')
  return JSON.parse(message.body)
}

describe('events', () => {
  test('reach the webhooks that ask for them, once, through the queue', async () => {
    const all = await add()
    const some = await add(['shop.closed'])
    const worker = startWorker({ manifests: [shop, ...manifests], units, database: units.database })
    try {
      await units.unit(origin, async (tx) => {
        tx.emit(opened, { shopId: 'karen' })
        tx.emit(closed, { shopId: 'kilimani' })
      })
      const sent = async (webhookId: string) =>
        (
          await call(contract.listDeliveries, {
            webhookId: [webhookId],
            state: ['delivered'],
            sort: 'event',
          })
        ).items.map(({ event }) => event)
      await expect
        .poll(() => sent(all.webhook.id), { timeout: 10_000 })
        .toEqual(['shop.closed', 'shop.opened'])
      await expect.poll(() => sent(some.webhook.id), { timeout: 10_000 }).toEqual(['shop.closed'])
    } finally {
      await worker.stop()
    }
  })

  test('that no room offers cannot be asked for', async () => {
    await expect(add(['shop.burned'])).rejects.toThrow('platform.unknown_webhook_event')
  })
})

describe('a receiver in trouble', () => {
  test('is tried again on the schedule of the specification, then given up', async () => {
    const { webhook } = await add()
    answer = { status: 500 }
    const id = await tested(webhook.id)
    const pauses: number[] = []
    for (let tries = 1; tries <= 10; tries++) {
      await run(id)
      const { nextAt } = await deliveryOf(id)
      if (nextAt === null) break
      pauses.push(units.clock.now().until(nextAt).total('seconds'))
      units.clock.passes(units.clock.now().until(nextAt).toString())
    }
    const spec = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
    expect(pauses).toHaveLength(spec.length)
    for (const [i, least] of spec.entries()) {
      expect(pauses[i]).toBeGreaterThanOrEqual(least)
      expect(pauses[i]).toBeLessThanOrEqual(least * 1.1)
    }
    expect(await deliveryOf(id)).toMatchObject({ state: 'failed', attempts: 10, lastStatus: 500 })
  })

  test('that asks for more time gets it', async () => {
    const { webhook } = await add()
    answer = { status: 503, headers: { 'retry-after': '600' } }
    const id = await tested(webhook.id)
    await run(id)
    const { nextAt } = await deliveryOf(id)
    expect(
      units.clock
        .now()
        .until(nextAt ?? '')
        .total('seconds'),
    ).toBe(600)
  })

  test('is switched off after five days without success, and its messages wait for a replay', async () => {
    const { webhook } = await add()
    answer = { status: 500 }
    const first = await tested(webhook.id)
    await run(first)
    units.clock.passes('PT120H')
    const second = await tested(webhook.id)
    await run(second)
    const off = await call(contract.readWebhook, { webhookId: webhook.id })
    expect([off.state, off.offBecause]).toEqual(['off', 'No message got through for five days.'])
    await run(first)
    expect((await deliveryOf(first)).lastError).toBe('The webhook is off.')
    await expect(call(contract.replayDelivery, { deliveryId: first })).rejects.toThrow(
      'platform.webhook_off',
    )

    answer = { status: 200 }
    const { name, url, version } = { ...off, url: address }
    const on = await call(contract.changeWebhook, {
      webhookId: webhook.id,
      name,
      url,
      events: [],
      state: 'on',
      version,
    })
    expect([on.state, on.failingSince]).toEqual(['on', null])
    const since = units.clock
      .now()
      .subtract({ hours: 24 * 30 })
      .toString()
    expect(await call(contract.replayFailed, { webhookId: webhook.id, since })).toEqual({
      replayed: 2,
      left: 0,
    })
    got = []
    await run(first)
    expect(got[0]?.headers['webhook-id']).toBe(`msg_${first}`)
    expect((await deliveryOf(first)).state).toBe('delivered')
  })

  test('that is gone for good is switched off at once', async () => {
    const { webhook } = await add()
    answer = { status: 410 }
    await run(await tested(webhook.id))
    expect((await call(contract.readWebhook, { webhookId: webhook.id })).state).toBe('off')
  })

  test('that redirects is not followed', async () => {
    const { webhook } = await add()
    answer = { status: 302, headers: { location: 'http://127.0.0.1:1/' } }
    const id = await tested(webhook.id)
    await run(id)
    expect((await deliveryOf(id)).lastError).toContain('redirects are not followed')
    expect(got).toHaveLength(1)
  })

  test('that does not listen is told in words', async () => {
    const { webhook } = await add([], 'http://127.0.0.1:1/')
    const id = await tested(webhook.id)
    await run(id)
    expect((await deliveryOf(id)).lastError).toBe(
      'Nothing listens there: the connection was refused.',
    )
  })
})

test('without leave, nothing in our own network is called', async () => {
  const { webhook } = await add()
  const id = await tested(webhook.id)
  await run(id, false)
  expect(got).toHaveLength(0)
  expect((await deliveryOf(id)).lastError).toMatch(/https|not on the Internet/)
})

test('two people changing a webhook do not overwrite each other', async () => {
  const { webhook } = await add()
  const change = {
    webhookId: webhook.id,
    name: 'New',
    url: address,
    events: [],
    state: 'on' as const,
    version: webhook.version,
  }
  await call(contract.changeWebhook, change)
  await expect(call(contract.changeWebhook, change)).rejects.toThrow('platform.webhook_changed')
})

test('addresses and secrets are shown by no list', async () => {
  await add()
  const { items } = await call(contract.listWebhooks, {})
  expect(items.length).toBeGreaterThan(0)
  expect(JSON.stringify(items)).not.toMatch(/s3cret|whsec_/)
})

test('what does not exist is 404', async () => {
  const unknown = newId(units.clock.now())
  await expect(call(contract.readWebhook, { webhookId: unknown })).rejects.toThrow('404')
  await expect(call(contract.readDelivery, { deliveryId: unknown })).rejects.toThrow('404')
})

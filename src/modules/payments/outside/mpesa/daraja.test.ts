import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { APP, INITIATOR, SimMpesa } from '#sim/mpesa.ts'
import { daraja } from './daraja.ts'
import type { Door } from './port.ts'

let now = Temporal.Instant.from('2026-11-22T21:30:00Z')
const sim = new SimMpesa(() => now)
const client = daraja(() => now.epochMilliseconds)
const { signal } = new AbortController()
let paybill: Door
let till: Door

beforeAll(async () => {
  const at = await sim.door.listen()
  sim.town.addShortcode({ number: '600100', kind: 'paybill', passkey: 'pass-1' })
  sim.town.addShortcode({ number: '5500', kind: 'till', store: '600200', passkey: 'pass-2' })
  const initiator = { ...INITIATOR, certificate: sim.certificate }
  paybill = {
    ...APP,
    at,
    number: '600100',
    kind: 'paybill',
    store: '600100',
    passkey: 'pass-1',
    initiator,
  }
  till = { ...APP, at, number: '5500', kind: 'till', store: '600200', passkey: 'pass-2' }
})
beforeEach(() => sim.faults.calm())
afterAll(() => sim.close())

const ask = (phone: string, more: { shillings?: bigint; account?: string } = {}) => ({
  ...{ phone, shillings: 100n, account: '100017', at: now, callbackUrl: 'http://127.0.0.1:9/none' },
  ...more,
})

describe('a prompt', () => {
  test('is put on the phone by the paybill or the till, and asked about until it is over', async () => {
    for (const [door, phone] of [
      [paybill, '254700000001'],
      [till, '254700000002'],
    ] as const) {
      const pushed = await client.push(door, ask(phone), signal)
      if (pushed.kind !== 'done') throw new Error(JSON.stringify(pushed))
      const { checkoutId } = pushed.done
      expect(await client.pushStatus(door, checkoutId, now, signal)).toMatchObject({
        done: { code: null },
      })
      sim.prompts.typePin(phone, '1234')
      expect(await client.pushStatus(door, checkoutId, now, signal)).toMatchObject({
        done: { code: '0' },
      })
    }
  })

  test('that the phone already has makes the next one wait', async () => {
    await client.push(paybill, ask('254700000003'), signal)
    expect(await client.push(paybill, ask('254700000003'), signal)).toMatchObject({
      kind: 'refused',
      code: '500.001.1001',
    })
  })

  test.each([
    ['no shillings', { shillings: 0n }, 'Invalid Amount'],
    ['an account too long', { account: 'A-1234567890123' }, 'Invalid AccountReference'],
  ])('with %s is refused', async (_, more, said) => {
    expect(await client.push(paybill, ask('254700000004', more), signal)).toMatchObject({
      kind: 'refused',
      said: expect.stringContaining(said),
    })
  })
})

describe('what goes wrong on the way', () => {
  test('a token that another process replaced is fetched again, once', async () => {
    sim.door.forgetTokens()
    expect(await client.push(paybill, ask('254700000005'), signal)).not.toMatchObject({
      code: 'kasi.unlisted',
    })
  })

  test('wrong keys are a refusal, not a riddle', async () => {
    const door = { ...paybill, consumerKey: 'other' }
    expect(await client.push(door, ask('254700000006'), signal)).toMatchObject({
      kind: 'refused',
      code: '400.008.01',
    })
  })

  test('an answer that never comes, or is a page of a gateway, means unknown: it may have happened', async () => {
    await client.push(paybill, ask('254700000007'), signal)
    sim.faults.next('no-answer')
    expect(await client.push(paybill, ask('254700000008'), signal)).toMatchObject({
      kind: 'unknown',
    })
    expect(sim.prompts.on('254700000008')).toBeDefined()
    sim.faults.next('answer-500')
    expect(await client.push(paybill, ask('254700000009'), signal)).toMatchObject({
      kind: 'unknown',
    })
  })

  test('a call that is turned away in a rush is made again, and had no effect before; a rush that goes on is said', async () => {
    await client.push(paybill, ask('254700000012'), signal)
    sim.faults.next('too-many')
    sim.faults.next('too-many')
    expect(await client.push(paybill, ask('254700000013'), signal)).toMatchObject({ kind: 'done' })
    sim.faults.byChance({ perMille: { 'too-many': 1000 } })
    expect(await client.push(paybill, ask('254700000014'), signal)).toMatchObject({ kind: 'busy' })
    const out = {
      ...{ originator: 'rush', phone: '254700000015', shillings: 50n, remarks: 'refund' },
      ...{ resultUrl: 'http://127.0.0.1:9/r', timeoutUrl: 'http://127.0.0.1:9/t' },
    }
    // Nothing was let through, so it may be sent as another one.
    expect(await client.payOut(paybill, out, signal)).toMatchObject({ kind: 'busy' })
    expect(sim.prompts.on('254700000014')).toBeUndefined()
  })

  test('where nobody listens nothing can have happened', async () => {
    const door = { ...paybill, at: 'http://127.0.0.1:1', consumerKey: 'elsewhere' }
    expect(await client.push(door, ask('254700000010'), signal)).toMatchObject({ kind: 'busy' })
  })
})

const urls = (path: string) => ({
  ...{ confirmation: `https://isp.example/${path}`, validation: `https://isp.example/${path}` },
  ...({ whenSilent: 'Completed', version: 'v2' } as const),
})

test('addresses are registered once; words that Safaricom forbids are refused', async () => {
  expect(await client.registerUrls(paybill, urls('hooks/mpesa/x'), signal)).toMatchObject({
    kind: 'refused',
  })
  expect(await client.registerUrls(paybill, urls('hooks/sfc/x'), signal)).toEqual({
    kind: 'done',
    done: { already: false },
  })
  expect(await client.registerUrls(paybill, urls('hooks/sfc/y'), signal)).toEqual({
    kind: 'done',
    done: { already: true },
  })
})

test('pull gives what was paid in the last 48 hours, page by page, in East Africa Time', async () => {
  const asked = { phone: '254722000000', url: 'https://isp.example/hooks/sfc/x' }
  expect(await client.pull(till, { from: now, to: now, offset: 0 }, signal)).toMatchObject({
    kind: 'refused',
  })
  expect(await client.registerPull(till, asked, signal)).toMatchObject({ done: { already: false } })
  expect(await client.registerPull(till, asked, signal)).toMatchObject({ done: { already: true } })
  now = now.add({ hours: 72 })
  const from = now.subtract({ hours: 1 })
  expect(await client.pull(till, { from, to: now, offset: 0 }, signal)).toEqual({
    kind: 'done',
    done: [],
  })
  for (let n = 0; n < 130; n++) await sim.prompts.payByHand('254711000111', '5500', 5_000n, '')
  const pages = await Promise.all(
    [0, 100].map((offset) => client.pull(till, { from, to: now, offset }, signal)),
  )
  const rows = pages.flatMap((page) => (page.kind === 'done' ? page.done : []))
  expect(new Set(rows.map(({ receipt }) => receipt)).size).toBe(130)
  expect(rows[0]).toMatchObject({
    cents: 5_000n,
    phone: '+254711000111',
    account: null,
    paidAt: now,
  })
})

test('money goes out once for an id, and only by the initiator', async () => {
  const out = {
    ...{ originator: 'refund-1', phone: '254700000011', shillings: 50n, remarks: 'refund' },
    ...{ resultUrl: 'http://127.0.0.1:9/r', timeoutUrl: 'http://127.0.0.1:9/t' },
  }
  expect(await client.payOut(paybill, out, signal)).not.toMatchObject({ code: 'kasi.unlisted' })
  // That this id is taken says nothing of what became of it: it may be paid.
  expect(await client.payOut(paybill, out, signal)).toMatchObject({ kind: 'unknown' })
  const wrong = { ...INITIATOR, password: 'wrong', certificate: sim.certificate }
  expect(
    await client.payOut({ ...paybill, initiator: wrong }, { ...out, originator: '2' }, signal),
  ).toMatchObject({ kind: 'refused' })
})

test('nobody is asked who is not among the hosts that Kasi may call', async () => {
  const asked = urls('hooks/sfc/z')
  const bounded = (hosts: readonly string[]) => daraja(() => now.epochMilliseconds, hosts)
  expect(await bounded(['api.safaricom.co.ke']).registerUrls(paybill, asked, signal)).toEqual({
    kind: 'refused',
    code: 'kasi.unlisted',
    said: expect.stringContaining('127.0.0.1 is not among the hosts'),
  })
  expect(await bounded(['127.0.0.1']).registerUrls(paybill, asked, signal)).not.toMatchObject({
    code: 'kasi.unlisted',
  })
})

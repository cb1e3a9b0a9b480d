import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import type { Tx } from '#platform/tx.ts'
import * as contract from '../contract.ts'
import { pullPayments } from '../jobs.ts'
import { doorOfShortcode } from '../queries/doors.ts'
import { promptNow, tellingsPage } from '../queries/mpesa.ts'
import { violationsNow, wallet } from '../testing.ts'
import { insertTellings } from '../store/mpesa.ts'
import { askToPay } from './ask-to-pay.ts'
import { mpesaTown, type MpesaTown } from './testing.ts'

const origin = { actor: system('test'), name: 'test.work' }
let town: MpesaTown
let secret: string
let subscriberId: string
let account: string
let people = 0

beforeAll(async () => {
  town = await mpesaTown()
  const opened = await town.units.read(origin, (read) => doorOfShortcode(read, town.shortcodeId))
  secret = opened.hookSecret
})
beforeEach(async () => {
  town.sim.faults.calm()
  subscriberId = await unit((tx) => aSubscriber(tx))
  const facts = await town.units.read(origin, (read) => subscriberFacts(read, [subscriberId]))
  account = facts.get(subscriberId)?.number ?? ''
})
afterAll(() => town.close())

const unit = <T>(work: (tx: Tx) => Promise<T>) => town.units.unit(origin, work)
const held = () => town.units.read(origin, (read) => wallet(read, subscriberId))
const waiting = async () =>
  (
    await town.units.read(origin, (read) =>
      tellingsPage(read, contract.listTellings.input.parse({ state: ['waiting'] })),
    )
  ).items
const lastTold = async () =>
  (
    await town.units.read(origin, (read) =>
      tellingsPage(read, contract.listTellings.input.parse({})),
    )
  ).items[0]

/** A confirmation from Safaricom's own address. */
async function confirm(told: object): Promise<void> {
  const answer = await town.http.inject({
    method: 'POST',
    url: `/hooks/sfc/${secret}/confirm`,
    remoteAddress: '127.0.0.1',
    payload: JSON.stringify({
      ...{ TransactionType: 'Pay Bill', TransID: `SLK4HOST${++people}0`, TransAmount: '50.00' },
      ...{ TransTime: '20261122120000', BusinessShortCode: '600100', BillRefNumber: account },
      ...{ MSISDN: '254712000000', FirstName: 'JANE', ...told },
    }),
  })
  expect(answer.statusCode).toBe(200)
}

test('money to another shortcode, told at our address, is not ours', async () => {
  await confirm({ BusinessShortCode: '999999' })
  await town.pass()
  expect(await held()).toBe(0n)
  expect(await lastTold()).toMatchObject({ state: 'odd', why: 'other-shortcode' })
  await confirm({})
  await confirm({ BusinessShortCode: undefined })
  await town.pass()
  expect(await held()).toBe(10_000n)
})

test.each([
  ['a receipt in no letters of M-Pesa', { TransID: 'ÄÖÜ→ΩЖ' }],
  ['NUL in the account', { BillRefNumber: '10\u000017' }],
  ['NUL in the name', { FirstName: 'JA\u0000NE' }],
  ['half a letter in the account', { BillRefNumber: 'wifi \ud83d' }],
  ['half a letter in the name', { FirstName: '\udc00' }],
  ['an amount that no bank has', { TransAmount: '99999999999999999999' }],
  ['an amount below zero', { TransAmount: '-50' }],
  ['a year of long ago', { TransTime: '00010101000000' }],
  ['a year that is far', { TransTime: '99991231235959' }],
  ['a phone without an end', { MSISDN: '2'.repeat(5_000) }],
  ['an account without an end', { BillRefNumber: 'A'.repeat(20_000) }],
])('%s keeps nobody waiting', async (_, told) => {
  await confirm(told)
  await confirm({})
  await town.pass()
  expect(await waiting()).toEqual([])
  expect(await held()).toBeGreaterThanOrEqual(5_000n)
  expect(await town.units.read(origin, violationsNow)).toEqual([])
})

describe('two phones that are asked for the same amount for one person', () => {
  const ask = async (phone: string) => {
    const id = newId(town.units.clock.now())
    await unit((tx) => askToPay(tx, { id, subscriberId, phone: `+${phone}`, amount: kes(30_000n) }))
    await town.units.runJobs()
    return id
  }
  const state = async (id: string) =>
    (await town.units.read(origin, (read) => promptNow(read, id))).state

  test.each(['the confirmation', 'Pull'] as const)(
    '%s of the first says nothing of the second',
    async (channel) => {
      const n = String(++people).padStart(3, '0')
      const [hers, his] = [`254723400${n}`, `254723500${n}`]
      const [first, second] = [await ask(hers), await ask(his)]
      if (channel === 'Pull') town.sim.faults.byChance({ perMille: {} })
      town.sim.prompts.typePin(hers, '1234')
      await town.pass()
      await town.pass()
      if (channel === 'Pull') {
        await unit(async (tx) => tx.later(pullPayments, {}))
        await town.units.runJobs()
      }
      expect([await state(first), await state(second), await held()]).toEqual([
        'paid',
        'open',
        30_000n,
      ])
      expect(await waiting()).toEqual([])
      town.sim.prompts.typePin(his, '1234')
      await town.pass()
      expect([await state(second), await held()]).toEqual(['paid', 60_000n])
    },
  )
})

test('a row of Pull that is no money keeps none of the others from being booked', async () => {
  town.sim.faults.byChance({ perMille: { lose: 1000 } })
  await town.sim.prompts.payByHand('254712000777', '600100', 5_000n, account)
  const [payment] = town.sim.town.payments.slice(-1)
  if (payment) town.sim.town.payments.push({ ...payment, receipt: 'SLK4NONE00', cents: 0n })
  if (payment) town.sim.town.payments.push({ ...payment, receipt: 'ÄÖÜÄÖÜÄÖÜÄ' })
  await town.pass()
  await unit(async (tx) => tx.later(pullPayments, {}))
  await town.units.runJobs()
  expect(await held()).toBe(5_000n)
})

test('many that nobody can read keep nobody else waiting, and are tried ever more seldom', async () => {
  const broken = Array.from({ length: 210 }, () => ({
    ...{ shortcodeId: town.shortcodeId, kind: 'confirmation' as const, conversationId: null },
    ...{ body: '{}', from: '127.0.0.1' },
  }))
  await unit(async (tx) => {
    await insertTellings(tx, broken)
    await sql`update payments.telling set body_sealed = 'torn' where state = 'waiting'`.execute(
      tx.sql,
    )
  })
  await confirm({})
  await expect(town.pass()).rejects.toThrow('read-tellings')
  await expect(town.pass()).rejects.toThrow('read-tellings')
  await town.pass()
  expect(await held()).toBe(5_000n)
  expect((await waiting())[0]).toMatchObject({ why: 'broken' })
})

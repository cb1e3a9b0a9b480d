import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { system, type Actor } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { mpesaTown, type MpesaTown } from './testing.ts'
import { askRefund } from './ask-refund.ts'
import { askForPurchase } from './ask-for-purchase.ts'
import { askToPay } from './ask-to-pay.ts'
import { giveToBuyer } from './give-to-buyer.ts'
import { purchaseNow, purchasesToMake } from '../queries/purchases.ts'
import { suspense, violationsNow, wallet } from '../testing.ts'

const origin = { actor: system('test'), name: 'test.work' }
let town: MpesaTown
let msisdn: string
let people = 0

beforeAll(async () => {
  town = await mpesaTown()
})
beforeEach(() => {
  town.sim.faults.calm()
  msisdn = `2547220000${String(++people).padStart(2, '0')}`
})
afterAll(() => town.close())

async function buys(shillings = 20n) {
  const id = newId(town.units.clock.now())
  await town.units.unit(origin, (tx) =>
    askForPurchase(tx, {
      ...{ id, purpose: 'hotspot', reference: `hour-${people}`, phone: `+${msisdn}` },
      ...{ amount: kes(shillings * 100n), siteId: null },
    }),
  )
  await town.units.runJobs()
  return id
}
const now = (id: string) => town.units.read(origin, (read) => purchaseNow(read, id))
const toMake = () =>
  town.units.read(origin, (read) => purchasesToMake(read, { purpose: 'hotspot', limit: 100 }))
const madeFor = (id: string) => async () => (await toMake()).find(({ promptId }) => promptId === id)

test('somebody who is no subscriber pays: the money waits for them, is theirs once they are there, and never twice', async () => {
  const id = await buys()
  const waiting = madeFor(id)
  expect(await now(id)).toMatchObject({ state: 'open', owner: null, purpose: 'hotspot' })
  town.sim.prompts.typePin(msisdn, '1234')
  await town.pass()
  const { paymentId } = await now(id)
  expect(paymentId).not.toBeNull()
  expect(await waiting()).toMatchObject({ paymentId, reference: `hour-${people}` })
  expect(await town.units.read(origin, (read) => suspense(read, paymentId ?? ''))).toBe(2_000n)
  const events = await town.units.read(origin, (read) =>
    read.sql
      .selectFrom('platform.event')
      .select('payload')
      .where('name', '=', 'payments.purchase-paid')
      .execute(),
  )
  expect(events.map(({ payload }) => payload)).toContainEqual(
    expect.objectContaining({ promptId: id, reference: `hour-${people}`, subscriberId: null }),
  )

  // Making it failed at first: the money was not lost, and is found again.
  await expect(
    town.units.unit(origin, async (tx) => {
      await giveToBuyer(tx, { promptId: id, subscriberId: await aSubscriber(tx) })
      throw new Error('no address is left')
    }),
  ).rejects.toThrow('no address is left')
  expect(await waiting()).toMatchObject({ paymentId })

  const subscriberId = await town.units.unit(origin, (tx) => aSubscriber(tx))
  for (let n = 0; n < 2; n++)
    await town.units.unit(origin, (tx) => giveToBuyer(tx, { promptId: id, subscriberId }))
  expect(await town.units.read(origin, (read) => wallet(read, subscriberId))).toBe(2_000n)
  expect(await waiting()).toBeUndefined()

  // The purchase's account typed by hand, small and with blanks: the same buyer's.
  const { account } = (await now(id)).byHand
  const typed = `${account.slice(0, 3).toLowerCase()} ${account.slice(3)}`
  await town.sim.prompts.payByHand('254799000009', '600100', 700n, typed)
  await town.pass()
  expect(await town.units.read(origin, (read) => wallet(read, subscriberId))).toBe(2_700n)
})

test.each([
  ['the callback is lost, and the confirmation tells', ['lose'], 1],
  ['it has no receipt, and the confirmation tells', ['without-receipt'], 1],
] as const)('%s', async (_, faults, seconds) => {
  const id = await buys()
  town.sim.faults.next(...faults)
  town.sim.prompts.typePin(msisdn, '1234')
  await town.pass(seconds)
  await town.pass(seconds)
  expect(await now(id)).toMatchObject({ state: 'paid' })
  expect(await toMake()).toContainEqual(expect.objectContaining({ promptId: id }))
})

test('nobody answered, and it is paid by hand an hour later; too little pays for nothing', async () => {
  const id = await buys(50n)
  town.units.clock.passes('PT61S')
  await town.pass()
  const { state, byHand } = await now(id)
  expect(state).toBe('timed-out')
  await town.pass(3_600)
  await town.sim.prompts.payByHand(msisdn, byHand.number, 2_000n, byHand.account)
  await town.pass()
  expect((await now(id)).state).toBe('timed-out')
  await town.sim.prompts.payByHand(msisdn, byHand.number, 5_000n, byHand.account)
  await town.pass()
  expect((await now(id)).state).toBe('paid')
})

test('what cannot be made is given back out of suspense', async () => {
  const id = await buys()
  town.sim.prompts.typePin(msisdn, '1234')
  await town.pass()
  const paymentId = (await now(id)).paymentId ?? ''
  await town.units.unit(origin, (tx) =>
    askRefund(tx, {
      ...{ id: newId(tx.now), paymentId, amount: kes(2_000n), reason: 'Could not be made' },
    }),
  )
  expect(await town.units.read(origin, (read) => suspense(read, paymentId))).toBe(0n)
  expect(await town.units.read(origin, violationsNow)).toEqual([])
})

test('whoever has phone after phone asked and pays for none is not heard for a while: at the page by the network, at the portal by who they are', async () => {
  const unit = <T>(work: (tx: Tx) => Promise<T>) => town.units.unit(origin, work)
  const phoneOf = (n: number) => `+2547330${String(n).padStart(5, '0')}`
  const visits = (n: number, address: string) =>
    unit((tx) =>
      askForPurchase(tx, {
        ...{ id: newId(tx.now), purpose: 'hotspot', reference: `stranger-${n}`, siteId: null },
        ...{ phone: phoneOf(n), amount: kes(2_000n), address },
      }),
    )
  for (let n = 0; n < 60; n++) await visits(n, `2001:db8:9:9::${n.toString(16)}`)
  await expect(visits(60, '2001:db8:9:9::ffff')).rejects.toMatchObject({
    ...{ code: 'payments.asked_too_often', facts: { wait_s: expect.any(Number) } },
  })
  await visits(61, '2001:db8:9:a::1')

  const subscriberId = await unit((tx) => aSubscriber(tx))
  const via = { kind: 'session', id: newId(town.units.clock.now()) } as const
  const actor: Actor = { kind: 'subscriber', id: subscriberId, via }
  const asks = (n: number, who: Actor) =>
    town.units.unit({ actor: who, name: 'test.portal' }, (tx) =>
      askToPay(tx, { id: newId(tx.now), subscriberId, phone: phoneOf(n), amount: kes(2_000n) }),
    )
  for (let n = 100; n < 110; n++) await asks(n, actor)
  await expect(asks(110, actor)).rejects.toMatchObject({ code: 'payments.asked_too_often' })
  await asks(111, system('test'))
  town.units.clock.passes('PT16M')
  await asks(112, actor)
})

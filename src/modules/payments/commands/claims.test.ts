import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { listClaims } from '../contract.ts'
import { claimNow, claimsPage } from '../queries/claims.ts'
import { purchaseNow } from '../queries/purchases.ts'
import { aPayment, violationsNow, wallet } from '../testing.ts'
import { claimPayment, type Claiming } from './claim-payment.ts'
import { openPurchase } from './open-purchase.ts'
import { mpesaTown, type MpesaTown } from './testing.ts'
import { unassignPayment } from './unassign-payment.ts'

const origin = { actor: system('test'), name: 'test.work' }
let town: MpesaTown
let people = 0
let msisdn: string

beforeAll(async () => {
  town = await mpesaTown()
})
beforeEach(() => {
  town.sim.faults.calm()
  msisdn = `25472300${String(++people).padStart(4, '0')}`
})
afterAll(() => town.close())

const somebody = (phone = `+${msisdn}`) =>
  town.units.unit(origin, (tx) =>
    aSubscriber(tx, {
      contacts: [{ channel: 'phone', purpose: 'main', value: phone, name: null }],
    }),
  )
/** Typed with no account that anybody has, so that it waits in suspense. */
async function pays(shillings: bigint, account = 'wifi ya Juma') {
  const paid = await town.sim.prompts.payByHand(msisdn, '600100', shillings * 100n, account)
  return paid?.receipt ?? ''
}
const claims = (claiming: Pick<Claiming, 'receipt' | 'by'> & { phone?: string }) =>
  town.units.unit(origin, (tx) => claimPayment(tx, { id: newId(tx.now), phone: null, ...claiming }))
const asSubscriber = (subscriberId: string) => ({ kind: 'subscriber', subscriberId }) as const
const asVisitor = (promptId: string | null, device = `device ${people}`) =>
  ({ kind: 'visitor', promptId, device, address: '10.5.50.1' }) as const
const held = (id: string) => town.units.read(origin, (read) => wallet(read, id))
const later = (id: string) => town.units.read(origin, (read) => claimNow(read, id))

async function hourToBuy(shillings = 20n) {
  const id = newId(town.units.clock.now())
  await town.units.unit(origin, (tx) =>
    openPurchase(tx, {
      ...{ id, purpose: 'hotspot', reference: `hour-${people}`, phone: `+${msisdn}` },
      ...{ amount: kes(shillings * 100n), siteId: null },
    }),
  )
  return id
}
const bought = (id: string) => town.units.read(origin, (read) => purchaseNow(read, id))

test('what waits in suspense is theirs whose phone paid, by the message of M-Pesa; of two who claim it at once one has it', async () => {
  const [mine, others] = [await somebody(), await somebody('+254799111222')]
  const receipt = await pays(500n)
  await town.pass()
  const message = `${receipt.toLowerCase()} Confirmed. Ksh500.00 sent to KASI`
  expect(await claims({ receipt: message, by: asSubscriber(others) })).toMatchObject({
    ...{ state: 'refused', why: 'say-phone' },
  })
  // Who knows the phone as well stands beside the payer, or is: the first one has it.
  const phone = `+${msisdn}`
  const both = await Promise.all([
    claims({ receipt, by: asSubscriber(mine) }),
    claims({ receipt, by: asSubscriber(others), phone }),
  ])
  expect(both.map(({ state, why }) => why ?? state).toSorted()).toEqual(['given', 'taken'])
  const winner = both[0]?.state === 'given' ? mine : others
  expect([await held(mine), await held(others)].toSorted()).toEqual([0n, 50_000n])
  // Said again it is theirs, and brings nothing more.
  expect(await claims({ receipt, by: asSubscriber(winner) })).toMatchObject({ state: 'given' })
  expect(await held(winner)).toBe(50_000n)
  const { items } = await town.units.read(origin, (read) =>
    claimsPage(read, listClaims.input.parse({ q: receipt })),
  )
  expect(items.map(({ state }) => state).toSorted()).toEqual([
    ...['given', 'given', 'refused', 'refused'],
  ])
})

test('what nobody told us of is asked of M-Pesa and theirs when the answer comes, also where the question is lost once', async () => {
  const subscriberId = await somebody()
  town.sim.faults.next('lose')
  const receipt = await pays(300n)
  await town.pass()
  const asked = await claims({ receipt, by: asSubscriber(subscriberId) })
  expect(asked).toMatchObject({ state: 'waiting', why: 'asked' })
  for (let n = 0; n < 3; n++) await town.pass(20)
  expect(await later(asked.claimId)).toMatchObject({ state: 'given', why: null })
  expect(await held(subscriberId)).toBe(30_000n)

  const unknown = await claims({ receipt: 'TKN5E9T3UC', by: asSubscriber(subscriberId) })
  for (let n = 0; n < 3; n++) await town.pass(20)
  expect(await later(unknown.claimId)).toMatchObject({ state: 'refused', why: 'not-found' })
})

test('a visitor paid by hand with a wrong account: the receipt pays for what they choose, once, and leads back to it later', async () => {
  const receipt = await pays(20n)
  await town.pass()
  expect(await claims({ receipt, by: asVisitor(null) })).toMatchObject({ why: 'choose' })
  const [mine, again] = [await hourToBuy(), await hourToBuy()]
  expect(await bought(mine)).toMatchObject({ state: 'by-hand', paymentId: null })
  const both = await Promise.all(
    [mine, again].map((promptId) => claims({ receipt, by: asVisitor(promptId) })),
  )
  expect(both.map(({ state, why }) => why ?? state).toSorted()).toEqual(['given', 'taken'])
  const paidOne = both[0]?.state === 'given' ? mine : again
  expect(await bought(paidOne)).toMatchObject({ state: 'paid' })
  expect(await claims({ receipt, by: asVisitor(null, 'a new phone') })).toMatchObject({
    ...{ state: 'given', bought: paidOne },
  })
  // By hand with the purchase's own account needs no claim at all.
  const third = await hourToBuy(30n)
  await pays(30n, (await bought(third)).byHand.account)
  await town.pass()
  expect(await bought(third)).toMatchObject({ state: 'paid' })
})

test('of somebody who has a line at home as well the money for an hour is for that hour, whoever tells of it first', async () => {
  const subscriberId = await somebody()
  const hour = await hourToBuy()
  // Only a status query is left, which says no account.
  await pullIsOn(false)
  town.sim.faults.next('lose')
  const receipt = await pays(20n, (await bought(hour)).byHand.account)
  await town.pass()
  const asked = await claims({ receipt, by: asVisitor(hour) })
  expect(asked).toMatchObject({ state: 'waiting' })
  for (let n = 0; n < 3; n++) await town.pass(20)
  expect(await later(asked.claimId)).toMatchObject({ state: 'given', why: null })
  expect(await bought(hour)).toMatchObject({ state: 'paid' })
  expect(await held(subscriberId)).toBe(0n)
  await pullIsOn(true)
})

const pullIsOn = (isOn: boolean) =>
  town.units.unit(origin, (tx) =>
    tx.sql
      .updateTable('payments.shortcode')
      .set({ pull_registered_at: isOn ? tx.now : null })
      .execute(),
  )

test('whoever guesses is not heard any more for half an hour; the books hold', async () => {
  const subscriberId = await somebody()
  const receipt = await pays(100n)
  await town.pass()
  for (const wrong of ['TKAAAAAAA1', 'TKAAAAAAA2', 'TKAAAAAAA3', 'TKAAAAAAA4', 'TKAAAAAAA5'])
    await claims({ receipt: wrong, by: asSubscriber(subscriberId) })
  expect(await claims({ receipt, by: asSubscriber(subscriberId) })).toMatchObject({
    ...{ state: 'refused', why: 'too-many' },
  })
  expect(await held(subscriberId)).toBe(0n)
  await town.pass(1_860)
  expect(await claims({ receipt, by: asSubscriber(subscriberId) })).toMatchObject({
    state: 'given',
  })
  expect(await town.units.read(origin, violationsNow)).toEqual([])
})

test('one receipt by three channels and two claims in the same moment, at a month’s end, with cents, is one payment; undone twice it is taken once', async () => {
  const subscriberId = await somebody()
  const receipt = `TKZ9${String(people).padStart(6, '0')}`
  const paidAt = Temporal.Instant.from('2026-10-31T20:59:59.999Z')
  const told = (channel: string) =>
    town.units.unit(origin, (tx) =>
      aPayment(tx, {
        ...{ receipt, channel, paidAt, cents: 50_005n, account: 'wifi' },
        payer: { name: 'JO', told: `+${msisdn}` },
      }),
    )
  const claim = () => claims({ receipt, by: asSubscriber(subscriberId) })
  await Promise.all([told('c2b'), told('pull'), told('statement'), claim(), claim()])
  await town.pass(20)
  const { paymentId } = await told('stk')
  expect(await held(subscriberId)).toBe(50_005n)
  const undo = () =>
    town.units.unit(origin, (tx) =>
      unassignPayment(tx, { paymentId, whenSpent: 'refuse', reason: 'Not theirs' }),
    )
  const undone = await Promise.allSettled([undo(), undo()])
  expect(undone.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await held(subscriberId)).toBe(0n)
  expect(await town.units.read(origin, violationsNow)).toEqual([])
})

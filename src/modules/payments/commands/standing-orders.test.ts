import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { wake } from '#platform/jobs.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { standingOrderNow } from '../queries/standing-orders.ts'
import { violationsNow, wallet } from '../testing.ts'
import { askStandingOrder } from './ask-standing-order.ts'
import { endStandingOrder } from './end-standing-order.ts'
import { mpesaTown, type MpesaTown } from './testing.ts'

const origin = { actor: system('test'), name: 'test.work' }
let town: MpesaTown
let people = 0
let [subscriberId, msisdn] = ['', '']

const unit = <T>(work: (tx: Tx) => Promise<T>) => town.units.unit(origin, work)
const read = <T>(work: (read: Read) => Promise<T>) => town.units.read(origin, work)
const now = (id: string) => read((r) => standingOrderNow(r, id))
const held = () => read((r) => wallet(r, subscriberId))

beforeAll(async () => {
  town = await mpesaTown()
})
beforeEach(async () => {
  town.sim.faults.calm()
  msisdn = `2547360000${String(++people).padStart(2, '0')}`
  subscriberId = await unit(aSubscriber)
})
afterAll(() => town.close())

async function ask(
  frequency: 'monthly' | 'weekly' = 'monthly',
  id = newId(town.units.clock.now()),
) {
  const today = town.units.clock.now().toZonedDateTimeISO('Africa/Nairobi').toPlainDate()
  await unit((tx) =>
    askStandingOrder(tx, {
      ...{ id, subscriberId, phone: `+${msisdn}`, amount: kes(299_900n), frequency },
      ...{ startsOn: today.add({ days: 1 }).toString(), endsOn: null },
    }),
  )
  await town.units.runJobs()
  return id
}
async function pass(days: number) {
  for (let n = 0; n < days; n++) {
    await town.pass(86_400)
    await town.pass()
    await unit(async (tx) => wake(tx, 'payments.look-after-standing-orders'))
    await town.units.runJobs()
  }
}

test.each([
  ['Daraja answers 500, though it was asked', 'answer-500'],
  ['its answer is lost', 'no-answer'],
] as const)(
  '%s: it is on the phone once, and agreed to when the payer agrees',
  async (_, fault) => {
    town.sim.faults.next(fault)
    const id = await ask()
    expect(await now(id)).toMatchObject({ state: 'open' })
    town.sim.mandates.agree(msisdn, '1234')
    await town.pass()
    expect(await now(id)).toMatchObject({ state: 'active', nextOn: expect.any(String) })
  },
)

test('a payer agrees once, and pays every month: each execution is a payment of the right account', async () => {
  const id = await ask()
  expect(await now(id)).toMatchObject({ state: 'open' })
  await expect(ask()).rejects.toMatchObject({ code: 'payments.standing_order_lives' })
  await ask('monthly', id)
  expect(town.sim.mandates.all.filter(({ phone }) => phone.msisdn === msisdn)).toHaveLength(1)
  town.sim.mandates.agree(msisdn, '1234')
  await town.pass()
  const { nextOn } = await now(id)
  expect(await now(id)).toMatchObject({ state: 'active', missed: 0 })
  await pass(2)
  expect(await held()).toBe(299_900n)
  const after = await now(id)
  expect(after).toMatchObject({ paidOn: nextOn, missed: 0 })
  expect(after.nextOn).not.toBe(nextOn)
  await expect(ask()).rejects.toMatchObject({ code: 'payments.standing_order_lives' })
  await unit((tx) => endStandingOrder(tx, id))
  await expect(unit((tx) => endStandingOrder(tx, id))).rejects.toMatchObject({
    code: 'payments.standing_order_is_over',
  })
  expect(await read(violationsNow)).toEqual([])
})

test('who refuses, or types a wrong PIN, may be asked again; who never answers is given up, and is taken at their word when they do', async () => {
  const refused = await ask()
  town.sim.mandates.refuse(msisdn)
  await town.pass()
  expect(await now(refused)).toMatchObject({ state: 'failed', why: '1032' })
  const wrong = await ask()
  town.sim.mandates.agree(msisdn, '9999')
  await town.pass()
  expect(await now(wrong)).toMatchObject({ state: 'failed', why: '2001' })
  const late = await ask()
  await town.pass(3_700)
  await unit(async (tx) => wake(tx, 'payments.look-after-standing-orders'))
  await town.units.runJobs()
  expect(await now(late)).toMatchObject({ state: 'failed', why: 'no-answer' })
  town.sim.mandates.agree(msisdn, '1234')
  await town.pass()
  expect(await now(late)).toMatchObject({ state: 'active', why: null })
})

test('an execution that does not come is told; after two it has lapsed, and money that comes again revives it', async () => {
  const id = await ask('weekly')
  town.sim.mandates.agree(msisdn, '1234')
  await town.pass()
  const phone = town.sim.town.phone(msisdn)
  phone.cents = 0n
  await pass(4)
  expect(await now(id)).toMatchObject({ state: 'active', missed: 1 })
  await pass(7)
  expect(await now(id)).toMatchObject({ state: 'lapsed', missed: 2 })
  const told = await read((r) =>
    r.sql
      .selectFrom('platform.event')
      .select('payload')
      .where('name', '=', 'payments.standing-order-missed')
      .execute(),
  )
  expect(told.map(({ payload }) => payload)).toMatchObject([
    { subscriberId, hasLapsed: false },
    { subscriberId, hasLapsed: true },
  ])
  phone.cents = 500_000n
  await pass(7)
  expect(await now(id)).toMatchObject({ state: 'active', missed: 0 })
  expect(await held()).toBe(299_900n)
})

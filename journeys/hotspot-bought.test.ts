import { sql } from 'kysely'
import { wallet } from '#modules/payments/testing.ts'
import { must } from '#kernel/assert.ts'
import { consentsNow } from '#modules/subscribers/queries/consents.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { setHold } from '#modules/services/index.ts'
import { wake } from '#platform/jobs.ts'
import { sweep } from '#modules/hotspot/commands/sweep.ts'
import { describe, expect, test } from 'vitest'
import { Street, origin, ROUTER, type Somebody } from './testing/street.ts'

const street = Street.forThisFile()

describe('buying', () => {
  test('an hour is asked for on the phone, paid there, and the browser goes on to the router with a password', async () => {
    const one = street.somebody()
    const { phone } = one
    const shown = await one.arrive()
    expect(shown.html.length).toBeLessThan(30_000)
    expect(shown.html).not.toContain('<script')
    await phone.send(/name="plan"/, { plan: street.door.planId, phone: one.number, agree: 'yes' })
    expect(phone.page?.html).toContain('Look at your phone')
    await street.town.settle()
    expect((await phone.goesOn()).html).toContain('0722 000 1')
    expect(street.town.sim.prompts.on(one.msisdn)).toMatchObject({ cents: 2_000n })
    street.town.sim.prompts.typePin(one.msisdn, '1234')
    await street.town.pass()
    const { next = '' } = await phone.goesOn()

    const login = new URL(next)
    expect([login.origin, login.pathname]).toEqual([ROUTER, '/login'])
    expect(login.searchParams.get('dst')).toBe('http://example.com/')
    const now = await street.pass(one.mac)
    expect(now?.until?.toString()).toBe(street.town.clock.now().add({ minutes: 60 }).toString())
    expect(now?.devices).toHaveLength(1)
    expect(
      await street.town.units.read(origin, (read) => wallet(read, now?.subscriberId ?? '')),
    ).toBe(0n)
    // Five minutes later the page tells nobody the password any more, and it is another one.
    street.town.clock.passes('PT5M1S')
    expect((await phone.open(phone.page?.url.href ?? '')).next).toBeUndefined()
  })

  test('sent twice it asks once; a second tab is told; no agreement, no phone, no package are said in place', async () => {
    const { phone, arrive, number, msisdn } = street.somebody()
    await arrive()
    const fields = { plan: street.door.planId, phone: number, agree: 'yes' }
    expect((await phone.send(/name="plan"/, { ...fields, agree: '' })).status).toBe(422)
    expect(phone.page?.html).toContain('Agree to the terms first')
    expect((await phone.send(/name="plan"/, { ...fields, phone: '12' })).html).toContain('0712 345')
    const id = /name="id" value="([^"]+)"/.exec(phone.page?.html ?? '')?.[1] ?? ''
    await phone.send(/name="plan"/, { ...fields, id })
    await arrive()
    await phone.send(/name="plan"/, { ...fields, id })
    expect(phone.page?.html).toContain('Look at your phone')
    await arrive()
    expect((await phone.send(/name="plan"/, fields)).status).toBe(409)
    await street.town.settle()
    expect(street.town.sim.prompts.on(msisdn)).toMatchObject({ cents: 2_000n })
    street.town.sim.prompts.cancel(msisdn)
    await street.town.pass()
  })

  test('back on the form it is another purchase with another phone, and once more where the first came to nothing', async () => {
    const { phone, arrive, number, msisdn } = street.somebody()
    const [right, wrong] = [number, '0722 999 001']
    await arrive()
    const id = /name="id" value="([^"]+)"/.exec(phone.page?.html ?? '')?.[1] ?? ''
    const fields = { plan: street.door.planId, agree: 'yes', id }
    await phone.send(/name="plan"/, { ...fields, phone: wrong })
    await arrive()
    await phone.send(/name="plan"/, { ...fields, phone: right })
    await street.town.settle()
    expect((await phone.goesOn()).html).toContain('0722 000 1')
    street.town.sim.prompts.cancel(msisdn)
    await street.town.pass(121)
    expect((await phone.goesOn()).html).toContain('You cancelled the payment')
    for (const _ of [1, 2]) {
      await arrive()
      await phone.send(/name="plan"/, { ...fields, phone: right })
    }
    await street.town.settle()
    expect((await phone.goesOn()).html).toContain('Look at your phone')
    expect(street.town.sim.prompts.on(msisdn)).toMatchObject({ cents: 2_000n })
    street.town.sim.prompts.cancel(msisdn)
    await street.town.pass()
  })

  test('why it failed is said, how to pay by hand too; paid so an hour later with the page closed, the device is bound', async () => {
    const one = street.somebody()
    const { phone, arrive, number, msisdn, mac } = one
    await arrive()
    await phone.send(/name="plan"/, { plan: street.door.planId, phone: number, agree: 'yes' })
    await street.town.settle()
    street.town.sim.prompts.cancel(msisdn)
    await street.town.pass()
    expect((await phone.goesOn()).html).toContain('You cancelled the payment')
    const account = /NET[0-9A-Z]{8}/.exec(phone.page?.html ?? '')?.[0] ?? ''
    await street.town.pass(3_600)
    await street.town.sim.prompts.payByHand(msisdn, '600100', 2_000n, account)
    await street.town.pass()
    expect((await street.pass(mac))?.until).not.toBeNull()
    expect((await phone.goesOn()).html).toContain('60 min left')
  })

  test('of who owes for a line at home the hour is bought all the same, on a record of its own', async () => {
    const one = street.somebody()
    const home = await street.inUnit((tx) =>
      aSubscriber(tx, {
        contacts: [{ channel: 'phone', purpose: 'main', value: `+${one.msisdn}`, name: null }],
      }),
    )
    await street.buys(one)
    const now = await street.pass(one.mac)
    expect(now?.until).not.toBeNull()
    expect(now?.subscriberId).not.toBe(home)
  })

  test('more of the same goes on where it ends; what is over begins again in the same place', async () => {
    const one = street.somebody()
    await street.buys(one)
    const first = await street.pass(one.mac)
    const more = /href="([^"]*more=[^"]*)"/.exec(one.phone.page?.html ?? '')?.[1] ?? ''
    street.town.clock.passes('PT10M')
    await one.phone.open(more.replaceAll('&amp;', '&'))
    await one.phone.send(/name="plan"/, {
      plan: street.door.planId,
      phone: one.number,
      agree: 'yes',
    })
    await street.town.settle()
    street.town.sim.prompts.typePin(one.msisdn, '1234')
    await street.town.pass()
    expect((await street.pass(one.mac))?.until).toEqual(first?.until?.add({ hours: 1 }))
    street.town.clock.passes('PT3H')
    expect((await street.pass(one.mac))?.until).toBeNull()
    await street.buys(one)
    expect(await street.pass(one.mac)).toMatchObject({ serviceId: first?.serviceId })
    expect((await street.pass(one.mac))?.until).not.toBeNull()
    street.town.clock.passes('P40D')
    await street.inUnit(sweep)
    expect(await street.pass(one.mac)).toBeUndefined()
  })
})

test('offers are for whoever ticks the box and pays, and stand in the consent ledger', async () => {
  const agreed = async (given: Somebody, offers: Record<string, string>) => {
    const fields = { plan: street.door.planId, phone: given.number, agree: 'yes', ...offers }
    const { html } = await given.arrive()
    expect(html).toMatch(/<input type="checkbox" name="offers" value="yes" \/>/)
    await given.phone.send(/name="plan"/, fields)
    await street.town.settle()
    street.town.sim.prompts.typePin(given.msisdn, '1234')
    await street.town.pass()
    const { subscriberId } = must(await street.pass(given.mac), 'it was bought')
    return street.town.units.read(origin, (read) => consentsNow(read, subscriberId))
  }
  expect((await agreed(street.somebody(), {})).holding).toEqual([])
  const ticked = street.somebody()
  const { holding, ledger } = await agreed(ticked, { offers: 'yes' })
  expect(holding).toEqual(['marketing-sms'])
  expect(ledger).toMatchObject([{ textVersion: 'hotspot-1', what: 'given' }])
  expect((await agreed(ticked, { offers: 'yes' })).ledger).toHaveLength(1)
})

const setOpen = (isOpen: boolean) =>
  street.inUnit((tx) =>
    tx.sql
      .updateTable('hotspot.door')
      .set({ is_open: isOpen })
      .where('id', '=', street.door.siteId)
      .execute(),
  )

/** Jobs and reconcilers that broke. */
const failing = () =>
  street.town.units.read(origin, async (read) => {
    const { rows } = await sql<{ name: string }>`
      select task_identifier as name from graphile_worker.jobs where last_error is not null
      union select name from platform.reconciler where fault is not null`.execute(read.sql)
    return rows.map(({ name }) => name)
  })

const reconcile = async () => {
  await street.inUnit(async (tx) => wake(tx, 'hotspot.make-paid'))
  await street.town.settle()
  await street.town.pass()
}

/** What became of the money of somebody: the refund, what their phone got, and what it was told. */
const moneyOf = ({ msisdn, mac }: Somebody) =>
  street.town.units.read(origin, async (read) => {
    const refunds = await read.sql
      .selectFrom('payments.refund as refund')
      .innerJoin('hotspot.purchase as purchase', 'purchase.id', 'refund.id')
      .select(['purchase.id', 'refund.cents', 'refund.state', 'undone_because'])
      .where('purchase.mac', '=', mac)
      .execute()
    const messages = await read.sql
      .selectFrom('messaging.message')
      .select(['class', 'state'])
      .where('purpose', '=', 'hotspot.money-goes-back')
      .where('key', '=', `hotspot.money-goes-back:${refunds[0]?.id ?? ''}`)
      .execute()
    return { refunds, messages, phoneGot: street.town.sim.payouts.paidTo(msisdn) }
  })

test('money for what cannot be had any more goes back to the phone once, which is told; the page says so', async () => {
  await street.town.settle()
  const late = street.somebody()
  await late.arrive()
  await late.phone.send(/name="plan"/, {
    plan: street.door.planId,
    phone: late.number,
    agree: 'yes',
  })
  await street.town.settle()
  await setOpen(false)
  street.town.sim.prompts.typePin(late.msisdn, '1234')
  await street.town.pass()
  await setOpen(true)
  for (let n = 0; n < 3; n++) await street.town.pass()
  const { html } = await late.phone.goesOn()
  expect(html).toContain('Your money goes back')
  expect(html).toContain('this hotspot is closed')
  expect(await street.pass(late.mac)).toBeUndefined()
  expect(await moneyOf(late)).toMatchObject({
    refunds: [{ cents: 2_000n, state: 'paid', undone_because: 'closed' }],
    messages: [{ class: 'transactional' }],
    phoneGot: 2_000n,
  })
})

test('what the business goes on refusing is tried for a while, then its money goes back to the phone, which is told', async () => {
  const barred = street.somebody()
  await street.buys(barred)
  const { serviceId } = must(await street.pass(barred.mac), 'it was bought')
  const more = /href="([^"]*more=[^"]*)"/.exec(barred.phone.page?.html ?? '')?.[1] ?? ''
  street.town.clock.passes('PT10M')
  await barred.phone.open(more.replaceAll('&amp;', '&'))
  const fields = { plan: street.door.planId, phone: barred.number, agree: 'yes' }
  await barred.phone.send(/name="plan"/, fields)
  await street.town.settle()
  // While they look for their PIN somebody bars them.
  await street.inUnit((tx) => setHold(tx, { serviceId, reason: 'abuse', bills: true }))
  street.town.sim.prompts.typePin(barred.msisdn, '1234')
  // A no of the business is nothing broken: no job of it fails meanwhile, and the page says that it is being made.
  await street.town.pass()
  await reconcile()
  expect(await failing()).toEqual([])
  expect((await barred.phone.goesOn()).html).toContain('We are letting you in')
  street.town.clock.passes('PT20S')
  expect((await barred.phone.goesOn()).html).toContain('Your money is safe')
  expect(await moneyOf(barred)).toEqual({ refunds: [], messages: [], phoneGot: 0n })

  street.town.clock.passes('PT15M')
  for (let n = 0; n < 3; n++) await reconcile()
  expect(await moneyOf(barred)).toMatchObject({
    refunds: [{ cents: 2_000n, state: 'paid', undone_because: 'refused' }],
    messages: [{ class: 'transactional' }],
    phoneGot: 2_000n,
  })
  expect((await barred.phone.goesOn()).html).toContain('Your money goes back')
})

import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { aGateway, codesTo } from '#modules/messaging/testing.ts'
import { wallet } from '#modules/payments/testing.ts'
import { putDevice } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import { consentsNow } from '#modules/subscribers/queries/consents.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { aBatch } from '#modules/vouchers/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { paidTown, type PaidTown } from './testing/paid-town.ts'
import { invariants } from '#modules/hotspot/queries/invariants.ts'
import { credentialsOf, passNow, passOfDevice } from '#modules/hotspot/queries/passes.ts'
import { arrangeDoor, listDoors, listPurchases, readDoor } from '#modules/hotspot/contract.ts'
import { aDoor, CaptivePhone } from '#modules/hotspot/testing.ts'
import { doorByCode } from '#modules/hotspot/queries/doors.ts'
import { giveFree } from '#modules/hotspot/commands/give-free.ts'
import { insertPass, PHONE_COLUMN } from '#modules/hotspot/store.ts'
import { logInWithCode } from '#modules/hotspot/commands/log-in-with-code.ts'
import { sendCode } from '#modules/hotspot/commands/send-code.ts'
import { sweep } from '#modules/hotspot/commands/sweep.ts'

const origin = { actor: system('test'), name: 'test.work' }
const ROUTER = 'http://10.5.50.1'
let town: PaidTown
let door: Awaited<ReturnType<typeof aDoor>>
let people = 0

beforeAll(async () => {
  town = await paidTown()
  await inUnit(aGateway)
  door = await inUnit((tx) => aDoor(tx, { trial: 15, sponsored: 30 }))
})
afterAll(async () => {
  for (const { name, violations } of invariants)
    expect([name, await town.units.read(origin, violations)]).toEqual([name, []])
  await town.close()
})

const inUnit = <T>(work: (tx: Tx) => Promise<T>) => town.units.unit(origin, work)
const pass = (mac: string) =>
  town.units.read(origin, async (read) => {
    const id = await passOfDevice(read, mac)
    return id === undefined ? undefined : passNow(read, id)
  })

/** Somebody new, with a phone of their own, sent by a router that takes the password as it is. */
function somebody(said: Record<string, string> = {}) {
  const digits = String(++people).padStart(2, '0')
  const mac = `a4:2b:b0:00:00:${digits}`
  const phone = new CaptivePhone(town.base)
  const arrive = () =>
    phone.arrive(door.code, {
      ...{ mac: mac.toUpperCase(), 'link-login-only': `${ROUTER}/login` },
      ...{ 'link-orig': 'http://example.com/', ...said },
    })
  return { mac, phone, arrive, number: `0722 0001 ${digits}`, msisdn: `2547220001${digits}` }
}

async function buys(given: ReturnType<typeof somebody>) {
  const { phone, arrive, number, msisdn } = given
  await arrive()
  await phone.send(/name="plan"/, { plan: door.planId, phone: number, agree: 'yes' })
  await town.settle()
  town.sim.prompts.typePin(msisdn, '1234')
  await town.pass()
  return phone.goesOn()
}

describe('buying', () => {
  test('an hour is asked for on the phone, paid there, and the browser goes on to the router with a password', async () => {
    const one = somebody()
    const { phone } = one
    const shown = await one.arrive()
    expect(shown.html.length).toBeLessThan(30_000)
    expect(shown.html).not.toContain('<script')
    await phone.send(/name="plan"/, { plan: door.planId, phone: one.number, agree: 'yes' })
    expect(phone.page?.html).toContain('Look at your phone')
    await town.settle()
    expect((await phone.goesOn()).html).toContain('0722 000 1')
    expect(town.sim.prompts.on(one.msisdn)).toMatchObject({ cents: 2_000n })
    town.sim.prompts.typePin(one.msisdn, '1234')
    await town.pass()
    const { next = '' } = await phone.goesOn()

    const login = new URL(next)
    expect([login.origin, login.pathname]).toEqual([ROUTER, '/login'])
    expect(login.searchParams.get('dst')).toBe('http://example.com/')
    const now = await pass(one.mac)
    expect(now?.until?.toString()).toBe(town.clock.now().add({ minutes: 60 }).toString())
    expect(now?.devices).toHaveLength(1)
    expect(await town.units.read(origin, (read) => wallet(read, now?.subscriberId ?? ''))).toBe(0n)
    // Five minutes later the page tells nobody the password any more, and it is another one.
    town.clock.passes('PT5M1S')
    expect((await phone.open(phone.page?.url.href ?? '')).next).toBeUndefined()
  })

  test('sent twice it asks once; a second tab is told; no agreement, no phone, no package are said in place', async () => {
    const { phone, arrive, number, msisdn } = somebody()
    await arrive()
    const fields = { plan: door.planId, phone: number, agree: 'yes' }
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
    await town.settle()
    expect(town.sim.prompts.on(msisdn)).toMatchObject({ cents: 2_000n })
    town.sim.prompts.cancel(msisdn)
    await town.pass()
  })

  test('why it failed is said, how to pay by hand too; paid so an hour later with the page closed, the device is bound', async () => {
    const one = somebody()
    const { phone, arrive, number, msisdn, mac } = one
    await arrive()
    await phone.send(/name="plan"/, { plan: door.planId, phone: number, agree: 'yes' })
    await town.settle()
    town.sim.prompts.cancel(msisdn)
    await town.pass()
    expect((await phone.goesOn()).html).toContain('You cancelled the payment')
    const account = /NET[0-9A-Z]{8}/.exec(phone.page?.html ?? '')?.[0] ?? ''
    await town.pass(3_600)
    await town.sim.prompts.payByHand(msisdn, '600100', 2_000n, account)
    await town.pass()
    expect((await pass(mac))?.until).not.toBeNull()
    expect((await phone.goesOn()).html).toContain('60 min left')
  })

  test('of who owes for a line at home the hour is bought all the same, on a record of its own', async () => {
    const one = somebody()
    const home = await inUnit((tx) =>
      aSubscriber(tx, {
        contacts: [{ channel: 'phone', purpose: 'main', value: `+${one.msisdn}`, name: null }],
      }),
    )
    await buys(one)
    const now = await pass(one.mac)
    expect(now?.until).not.toBeNull()
    expect(now?.subscriberId).not.toBe(home)
  })

  test('more of the same goes on where it ends; what is over begins again in the same place', async () => {
    const one = somebody()
    await buys(one)
    const first = await pass(one.mac)
    const more = /href="([^"]*more=[^"]*)"/.exec(one.phone.page?.html ?? '')?.[1] ?? ''
    town.clock.passes('PT10M')
    await one.phone.open(more.replaceAll('&amp;', '&'))
    await one.phone.send(/name="plan"/, { plan: door.planId, phone: one.number, agree: 'yes' })
    await town.settle()
    town.sim.prompts.typePin(one.msisdn, '1234')
    await town.pass()
    expect((await pass(one.mac))?.until).toEqual(first?.until?.add({ hours: 1 }))
    town.clock.passes('PT3H')
    expect((await pass(one.mac))?.until).toBeNull()
    await buys(one)
    expect(await pass(one.mac)).toMatchObject({ serviceId: first?.serviceId })
    expect((await pass(one.mac))?.until).not.toBeNull()
    town.clock.passes('P40D')
    await inUnit(sweep)
    expect(await pass(one.mac)).toBeUndefined()
  })
})

describe('getting back in', () => {
  test('with the receipt on another phone, in one tap, which takes the place of the first', async () => {
    const first = somebody()
    await buys(first)
    const receipt = town.sim.town.payments.at(-1)?.receipt ?? ''
    const second = somebody()
    await second.arrive()
    await second.phone.open(linkTo(second.phone, '/again'))
    expect((await second.phone.send(/value="receipt"/, { who: 'nothing' })).html).toContain(
      'This is no M-Pesa receipt code',
    )
    expect((await second.phone.send(/value="receipt"/, { who: 'SKL61ABC42' })).html).toContain(
      'We are asking M-Pesa about this receipt',
    )
    const shown = await second.phone.send(/value="receipt"/, { who: receipt.toLowerCase() })
    expect(shown.next).toContain(`${ROUTER}/login?`)
    expect(await pass(first.mac)).toBeUndefined()
    expect((await pass(second.mac))?.devices).toHaveLength(1)
    // The cookie of the first browser still knows the time, and takes it back.
    const back = await first.arrive()
    expect(back.html).toContain('Welcome back')
    await first.phone.send(/\/pass\//, {})
    expect(await pass(second.mac)).toBeUndefined()
    expect(await pass(first.mac)).toBeDefined()
  })

  test('with a code to the phone; strangers are told the same and sent nothing, and five wrong ones are the end', async () => {
    const one = somebody()
    const to = `+${one.msisdn}`
    await one.arrive()
    await one.phone.open(linkTo(one.phone, '/again'))
    const stranger = await one.phone.send(/value="send"/, { who: '0799 999 999' })
    expect(stranger.html).toContain('If this phone has time left')
    expect((await one.phone.send(/value="code"/, { code: '123456' })).html).toContain('not right')
    await inUnit(async (tx) => {
      const { serviceId } = await aService(tx, { access: 'hotspot', paid: { hours: 2 } })
      const phoneBlind = tx.vault.blind(PHONE_COLUMN, to)
      const site = await doorByCode(tx, door.code)
      const pass = {
        id: serviceId,
        site_id: site.siteId,
        kind: 'bought',
        phone_blind: phoneBlind,
      }
      await insertPass(tx, pass)
      for (let n = 0; n < 2; n++)
        await sendCode(tx, { door: site, phone: one.number, language: 'en' })
      const [code = '', more] = await codesTo(tx, to)
      expect(more).toBeUndefined()
      const wrong = code === '000000' ? '111111' : '000000'
      const logsIn = (typed: string) => logInWithCode(tx, { phone: one.number, code: typed })
      expect(await logsIn(wrong)).toMatchObject({ code: 'hotspot.code_wrong' })
      expect(await logsIn(`${code.slice(0, 3)} ${code.slice(3)}`)).toBe(serviceId)
      expect(await logsIn(code)).toMatchObject({ code: 'hotspot.code_wrong' })
      const later = { ...tx, now: tx.now.add({ minutes: 1 }) }
      await sendCode(later, { door: site, phone: one.number, language: 'sw' })
      const [, second = ''] = await codesTo(tx, to)
      for (let n = 0; n < 5; n++) await logsIn(second === '000000' ? '111111' : '000000')
      expect(await logsIn(second)).toMatchObject({ code: 'hotspot.code_wrong' })
    })
  })

  test('a token that is cut, made up or of a purchase opens nothing', async () => {
    const one = somebody()
    await buys(one)
    const [, token = ''] = /\/pass\/([\w.-]+)/.exec(one.phone.page?.url.pathname ?? '') ?? []
    const [id = '', day = '', sign = ''] = token.split('.')
    const thief = new CaptivePhone(town.base)
    for (const forged of [
      `${id}.${day}.${sign.slice(1)}x`,
      `${id}.${Number(day) + 1}.${sign}`,
      `${id}.${day}`,
      'x',
    ])
      expect((await thief.open(`/hotspot/${door.code}/pass/${forged}`)).status).toBe(404)
    expect((await thief.open(`/hotspot/${door.code}/pay/${token}`)).status).toBe(404)
    town.clock.passes('P91D')
    expect((await thief.open(`/hotspot/${door.code}/pass/${token}`)).status).toBe(404)
  })
})

const setOpen = (isOpen: boolean) =>
  inUnit((tx) =>
    tx.sql
      .updateTable('hotspot.door')
      .set({ is_open: isOpen })
      .where('id', '=', door.siteId)
      .execute(),
  )

test('money for what cannot be had any more goes back once, and the page and the phone say so', async () => {
  await town.settle()
  const late = somebody()
  await late.arrive()
  await late.phone.send(/name="plan"/, { plan: door.planId, phone: late.number, agree: 'yes' })
  await town.settle()
  await setOpen(false)
  town.sim.prompts.typePin(late.msisdn, '1234')
  await town.pass()
  await setOpen(true)
  await town.pass()
  const { html } = await late.phone.goesOn()
  expect(html).toContain('Your money goes back')
  expect(html).toContain('this hotspot is closed')
  expect(await pass(late.mac)).toBeUndefined()
  const refunds = await town.units.read(origin, (read) =>
    read.sql
      .selectFrom('payments.refund as refund')
      .innerJoin('hotspot.purchase as purchase', 'purchase.id', 'refund.id')
      .select(['refund.cents', 'refund.state', 'undone_because'])
      .execute(),
  )
  expect(refunds).toMatchObject([{ cents: 2_000n, undone_because: 'closed' }])
  const [message] = await town.units.read(origin, (read) =>
    read.sql
      .selectFrom('messaging.message')
      .select(['state', 'class'])
      .where('purpose', '=', 'hotspot.money-goes-back')
      .execute(),
  )
  expect(message).toMatchObject({ class: 'transactional' })
})

test('offers are for whoever ticks the box and pays, and stand in the consent ledger', async () => {
  const agreed = async (given: ReturnType<typeof somebody>, offers: Record<string, string>) => {
    const fields = { plan: door.planId, phone: given.number, agree: 'yes', ...offers }
    const { html } = await given.arrive()
    expect(html).toMatch(/<input type="checkbox" name="offers" value="yes" \/>/)
    await given.phone.send(/name="plan"/, fields)
    await town.settle()
    town.sim.prompts.typePin(given.msisdn, '1234')
    await town.pass()
    const { subscriberId } = must(await pass(given.mac), 'it was bought')
    return town.units.read(origin, (read) => consentsNow(read, subscriberId))
  }
  expect((await agreed(somebody(), {})).holding).toEqual([])
  const ticked = somebody()
  const { holding, ledger } = await agreed(ticked, { offers: 'yes' })
  expect(holding).toEqual(['marketing-sms'])
  expect(ledger).toMatchObject([{ textVersion: 'hotspot-1', what: 'given' }])
  expect((await agreed(ticked, { offers: 'yes' })).ledger).toHaveLength(1)
})

test('a voucher lets in, a screen without keys joins by a code where there is a place for it', async () => {
  const wide = await inUnit((tx) => aDoor(tx, { devices: 2 }))
  const { codes } = await inUnit((tx) =>
    aBatch(tx, { planVersionId: wide.planVersionId, sold: 1, devices: 2 }),
  )
  const one = somebody()
  await one.phone.arrive(wide.code, { mac: one.mac, 'link-login-only': `${ROUTER}/login` })
  expect((await one.phone.send(/\/voucher/, { code: 'AAAAA-AAAAA' })).status).toBe(404)
  await one.phone.send(/\/voucher/, { code: codes[0] ?? '' })
  expect(one.phone.page?.next).toContain(`${ROUTER}/login?`)

  const joins = async () => {
    const screen = somebody()
    await screen.phone.arrive(wide.code, { mac: screen.mac, 'link-login-only': `${ROUTER}/login` })
    await screen.phone.open(linkTo(screen.phone, '/screen'))
    await screen.phone.send(/\/screen/, {})
    const code = /class="big">(\w{6})</.exec(screen.phone.page?.html ?? '')?.[1] ?? ''
    await one.phone.open(one.phone.page?.url.href.replace('go=1', '') ?? '')
    await one.phone.send(/name="code"/, { code })
    return screen
  }
  const tv = await joins()
  expect((await tv.phone.goesOn()).next).toContain(`${ROUTER}/login?`)
  expect((await pass(one.mac))?.devices).toHaveLength(2)
  await joins()
  expect(one.phone.page?.html).toContain('used by 2 devices')
  await one.phone.send(/value="remove"/, {})
  expect(((await pass(one.mac)) ?? (await pass(tv.mac)))?.devices).toHaveLength(1)
})

test('free minutes are once a device, of that device alone, and of a sponsor as many as are paid', async () => {
  const one = somebody()
  await one.arrive()
  await one.phone.send(/value="trial"/, { agree: 'yes' })
  const given = await pass(one.mac)
  expect(given?.until?.toString()).toBe(town.clock.now().add({ minutes: 15 }).toString())
  await one.arrive()
  expect((await one.phone.send(/value="trial"/, { agree: 'yes' })).status).toBe(409)
  // Another address, the same browser; the same address, another browser.
  const again = { ...one, phone: one.phone }
  await again.phone.arrive(door.code, { mac: 'a4:2b:b0:00:0f:01' })
  expect((await again.phone.send(/value="trial"/, { agree: 'yes' })).status).toBe(409)
  one.phone.forgetCookies()
  await one.arrive()
  expect((await one.phone.send(/value="trial"/, { agree: 'yes' })).status).toBe(409)

  const sponsored = (mac: string) =>
    inUnit((tx) => giveFree(tx, { door: arranged, kind: 'sponsored', mac, device: mac }))
  const arranged = await town.units.read(origin, (read) => doorByCode(read, door.code))
  const first = await sponsored('a4:2b:b0:00:0f:02')
  expect(await sponsored('a4:2b:b0:00:0f:02')).toBe(first)
  expect((await pass('a4:2b:b0:00:0f:02'))?.until).toEqual(town.clock.now().add({ minutes: 60 }))
  await expect(sponsored('a4:2b:b0:00:0f:02')).rejects.toThrow('has had its free minutes')
  await sponsored('a4:2b:b0:00:0f:03')
  await expect(sponsored('a4:2b:b0:00:0f:04')).rejects.toThrow('no free minutes left today')
})

test('nobody is sent to a host that is no router, and CHAP is answered to the challenge', async () => {
  const evil = somebody({ 'link-login-only': 'https://evil.example/login' })
  expect((await buys(evil)).next).toBeUndefined()
  const chap = somebody({ 'chap-id': '\\235', 'chap-challenge': 'a\\001\\377b' })
  const { next = '' } = await buys(chap)
  const said = new URL(next).searchParams
  expect(said.get('password')).toMatch(/^[0-9a-f]{32}$/)
  const { password } = await town.units.read(origin, async (read) =>
    credentialsOf(read, (await passOfDevice(read, chap.mac)) ?? ''),
  )
  const hash = createHash('md5').update(Buffer.of(0o235)).update(password)
  expect(said.get('password')).toBe(hash.update(Buffer.of(0x61, 0o001, 0o377, 0x62)).digest('hex'))
})

test('an address that somebody makes up takes nobody off their time, be it paid at the page or a line at home', async () => {
  const victim = somebody()
  await buys(victim)
  const home = 'a4:2b:b0:00:0e:01'
  await inUnit(async (tx) => {
    const { serviceId } = await aService(tx, { access: 'ipoe', paid: { hours: 48 } })
    await putDevice(tx, { serviceId, mac: home, name: 'Router', role: 'login' })
  })
  for (const mac of [victim.mac, home]) {
    const thief = somebody()
    await thief.phone.arrive(door.code, { mac, 'link-login-only': `${ROUTER}/login` })
    expect((await thief.phone.send(/value="trial"/, { agree: 'yes' })).status).toBe(409)
    await thief.phone.send(/name="plan"/, { plan: door.planId, phone: thief.number, agree: 'yes' })
    await town.settle()
    town.sim.prompts.typePin(thief.msisdn, '1234')
    await town.pass()
    // What they paid for they get, with the password; the address stays whose it is.
    expect((await thief.phone.goesOn()).next).toContain(`${ROUTER}/login?`)
  }
  expect((await pass(victim.mac))?.until).not.toBeNull()
  expect((await pass(victim.mac))?.devices).toHaveLength(1)
})

test('staff arrange a door, see what it sold, and a router fetches what leads to its page', async () => {
  const owner = await town.world.owner()
  const { siteId, planId, code } = await inUnit((tx) => aDoor(tx))
  const { version, offers, ...door } = await owner.call(readDoor, { siteId })
  expect(offers.map((offer) => offer.price.cents)).toEqual(['2000'])
  const trial = { minutes: 5, everyDays: 7, planId }
  const arranged = await owner.call(arrangeDoor, {
    ...{ siteId, version, isOpen: door.isOpen, planIds: [planId], loginHosts: [] },
    ...{ trial, sponsor: door.sponsor, welcome: 'Karibu <b>', terms: door.terms },
    uamSecret: 'greatsecret',
  })
  expect(arranged).toMatchObject({ trial, hasUamSecret: true, version: version + 1 })
  const login = await fetch(arranged.files[0] ?? '')
  expect(await login.text()).toContain(`action="${town.base.href}hotspot/${code}"`)
  const one = somebody({ 'link-login-only': '' })
  await one.phone.arrive(code, {
    ...{ mac: one.mac, res: 'notyet', uamip: '10.1.0.1', uamport: '3990' },
    challenge: '00112233445566778899aabbccddeeff',
  })
  expect(one.phone.page?.html).toContain('Karibu &lt;b&gt;')
  await one.phone.send(/value="trial"/, { agree: 'yes' })
  expect(one.phone.page?.next).toMatch(/^http:\/\/10\.1\.0\.1:3990\/logon\?username=\d+&response=/)
  await one.phone.arrive(code, { mac: one.mac })
  await one.phone.send(/name="plan"/, { plan: planId, phone: one.number, agree: 'yes' })
  const { items } = await owner.call(listPurchases, { q: one.number })
  expect(items).toMatchObject([{ phone: `+${one.msisdn}`, state: 'asking', serviceId: null }])
  const { items: doors } = await owner.call(listDoors, { q: code })
  expect(doors).toMatchObject([{ code, isArranged: true, passes: 1 }])
})

/** The first link of the page with this in its address. */
function linkTo({ page }: CaptivePhone, part: string): string {
  const links = [...(page?.html ?? '').matchAll(/href="([^"]*)"/g)].map(([, to = '']) => to)
  return (links.find((to) => to.includes(part)) ?? '').replaceAll('&amp;', '&')
}

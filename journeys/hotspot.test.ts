import { createHash } from 'node:crypto'
import { codesTo } from '#modules/messaging/testing.ts'
import { aNas } from '#modules/network/testing.ts'
import { putDevice } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import { aBatch } from '#modules/vouchers/testing.ts'
import { doorByCode } from '#modules/hotspot/queries/doors.ts'
import { giveFree } from '#modules/hotspot/commands/give-free.ts'
import { logInWithCode } from '#modules/hotspot/commands/log-in-with-code.ts'
import { sendCode } from '#modules/hotspot/commands/send-code.ts'
import { describe, expect, test } from 'vitest'
import { credentialsOf, passOfDevice } from '#modules/hotspot/queries/passes.ts'
import { arrangeDoor, listDoors, listPurchases, readDoor } from '#modules/hotspot/contract.ts'
import { aDoor, CaptivePhone } from '#modules/hotspot/testing.ts'
import { insertPass, PHONE_COLUMN } from '#modules/hotspot/store.ts'
import { Street, origin, ROUTER } from './testing/street.ts'

const street = Street.forThisFile()

describe('getting back in', () => {
  test('with the receipt on another phone, in one tap, which takes the place of the first', async () => {
    const first = street.somebody()
    await street.buys(first)
    const receipt = street.town.sim.town.payments.at(-1)?.receipt ?? ''
    const second = street.somebody()
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
    expect(await street.pass(first.mac)).toBeUndefined()
    expect((await street.pass(second.mac))?.devices).toHaveLength(1)
    // The cookie of the first browser still knows the time, and takes it back.
    const back = await first.arrive()
    expect(back.html).toContain('Welcome back')
    await first.phone.send(/\/pass\//, {})
    expect(await street.pass(second.mac)).toBeUndefined()
    expect(await street.pass(first.mac)).toBeDefined()
  })

  test('with a code to the phone; strangers are told the same and sent nothing, and five wrong ones are the end', async () => {
    const one = street.somebody()
    const to = `+${one.msisdn}`
    await one.arrive()
    await one.phone.open(linkTo(one.phone, '/again'))
    const stranger = await one.phone.send(/value="send"/, { who: '0799 999 999' })
    expect(stranger.html).toContain('If this phone has time left')
    expect((await one.phone.send(/value="code"/, { code: '123456' })).html).toContain('not right')
    await street.inUnit(async (tx) => {
      const { serviceId } = await aService(tx, { access: 'hotspot', paid: { hours: 2 } })
      const phoneBlind = tx.vault.blind(PHONE_COLUMN, to)
      const site = await doorByCode(tx, street.door.code)
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
    const one = street.somebody()
    await street.buys(one)
    const [, token = ''] = /\/pass\/([\w.-]+)/.exec(one.phone.page?.url.pathname ?? '') ?? []
    const [id = '', day = '', sign = ''] = token.split('.')
    const thief = new CaptivePhone(street.town.base)
    for (const forged of [
      `${id}.${day}.${sign.slice(1)}x`,
      `${id}.${Number(day) + 1}.${sign}`,
      `${id}.${day}`,
      'x',
    ])
      expect((await thief.open(`/hotspot/${street.door.code}/pass/${forged}`)).status).toBe(404)
    expect((await thief.open(`/hotspot/${street.door.code}/pay/${token}`)).status).toBe(404)
    street.town.clock.passes('P91D')
    expect((await thief.open(`/hotspot/${street.door.code}/pass/${token}`)).status).toBe(404)
  })
})

test('a voucher lets in, a screen without keys joins by a code where there is a place for it', async () => {
  const wide = await street.inUnit((tx) => aDoor(tx, { devices: 2 }))
  const { codes } = await street.inUnit((tx) =>
    aBatch(tx, { planVersionId: wide.planVersionId, sold: 1, devices: 2 }),
  )
  const one = street.somebody()
  await one.phone.arrive(wide.code, { mac: one.mac, 'link-login-only': `${ROUTER}/login` })
  expect((await one.phone.send(/\/voucher/, { code: 'AAAAA-AAAAA' })).status).toBe(404)
  await one.phone.send(/\/voucher/, { code: codes[0] ?? '' })
  expect(one.phone.page?.next).toContain(`${ROUTER}/login?`)

  const joins = async () => {
    const screen = street.somebody()
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
  expect((await street.pass(one.mac))?.devices).toHaveLength(2)
  await joins()
  expect(one.phone.page?.html).toContain('taken (2)')
  await one.phone.send(/value="remove"/, {})
  expect(((await street.pass(one.mac)) ?? (await street.pass(tv.mac)))?.devices).toHaveLength(1)
})

test('time of a cheap place is no good at another one: whoever opens its page elsewhere has bought for nothing', async () => {
  const other = await street.inUnit(async (tx) => {
    await aNas(tx, { siteId: street.door.siteId })
    const door = await aDoor(tx)
    return { ...door, ...(await aNas(tx, { siteId: door.siteId })) }
  })
  const one = street.somebody()
  await street.buys(one)
  const token = /\/pass\/([\w.-]+)/.exec(one.phone.page?.url.href ?? '')?.[1] ?? ''
  const atOther = `/hotspot/${other.code}/pass/${token}?mac=${one.mac}&link-login-only=${ROUTER}/login&go=1`
  const shown = await one.phone.open(atOther)
  expect(shown.html).toContain('good there only')
  expect([shown.next, /Connect this device/.test(shown.html)]).toEqual([undefined, false])
  const pass = await street.pass(one.mac)
  expect(pass?.nasIds).not.toContain(other.nasId)
  expect(pass?.nasIds).toHaveLength(1)
  const back = await one.phone.open(atOther.replace(other.code, street.door.code))
  expect(back.next).toContain(`${ROUTER}/login?`)
  // The router of the place breaks and another one is put there: who has paid gets on, and still not elsewhere.
  const { nasId } = await street.inUnit((tx) => aNas(tx, { siteId: street.door.siteId }))
  await street.town.settle()
  const after = (await street.pass(one.mac))?.nasIds ?? []
  expect([after.includes(nasId), after.includes(other.nasId), after.length]).toEqual([
    true,
    false,
    2,
  ])
})

test('free minutes are once a device, of that device alone, and of a sponsor as many as are paid', async () => {
  const one = street.somebody()
  await one.arrive()
  await one.phone.send(/value="trial"/, { agree: 'yes' })
  const given = await street.pass(one.mac)
  expect(given?.until?.toString()).toBe(street.town.clock.now().add({ minutes: 15 }).toString())
  await one.arrive()
  expect((await one.phone.send(/value="trial"/, { agree: 'yes' })).status).toBe(409)
  // Another address, the same browser; the same address, another browser.
  const again = { ...one, phone: one.phone }
  await again.phone.arrive(street.door.code, { mac: 'a4:2b:b0:00:0f:01' })
  expect((await again.phone.send(/value="trial"/, { agree: 'yes' })).status).toBe(409)
  one.phone.forgetCookies()
  await one.arrive()
  expect((await one.phone.send(/value="trial"/, { agree: 'yes' })).status).toBe(409)

  const sponsored = (mac: string) =>
    street.inUnit((tx) => giveFree(tx, { door: arranged, kind: 'sponsored', mac, device: mac }))
  const arranged = await street.town.units.read(origin, (read) =>
    doorByCode(read, street.door.code),
  )
  const first = await sponsored('a4:2b:b0:00:0f:02')
  expect(await sponsored('a4:2b:b0:00:0f:02')).toBe(first)
  expect((await street.pass('a4:2b:b0:00:0f:02'))?.until).toEqual(
    street.town.clock.now().add({ minutes: 60 }),
  )
  await expect(sponsored('a4:2b:b0:00:0f:02')).rejects.toThrow('has had its free minutes')
  await sponsored('a4:2b:b0:00:0f:03')
  await expect(sponsored('a4:2b:b0:00:0f:04')).rejects.toThrow('no free minutes left today')
})

test('nobody is sent to a host that is no router, and CHAP is answered to the challenge', async () => {
  const evil = street.somebody({ 'link-login-only': 'https://evil.example/login' })
  expect((await street.buys(evil)).next).toBeUndefined()
  const chap = street.somebody({ 'chap-id': '\\235', 'chap-challenge': 'a\\001\\377b' })
  const { next = '' } = await street.buys(chap)
  const said = new URL(next).searchParams
  expect(said.get('password')).toMatch(/^[0-9a-f]{32}$/)
  const { password } = await street.town.units.read(origin, async (read) =>
    credentialsOf(read, (await passOfDevice(read, chap.mac)) ?? ''),
  )
  const hash = createHash('md5').update(Buffer.of(0o235)).update(password)
  expect(said.get('password')).toBe(hash.update(Buffer.of(0x61, 0o001, 0o377, 0x62)).digest('hex'))
})

test('an address that somebody makes up takes nobody off their time, be it paid at the page or a line at home', async () => {
  const victim = street.somebody()
  await street.buys(victim)
  const home = 'a4:2b:b0:00:0e:01'
  await street.inUnit(async (tx) => {
    const { serviceId } = await aService(tx, { access: 'ipoe', paid: { hours: 48 } })
    await putDevice(tx, { serviceId, mac: home, name: 'Router', role: 'login' })
  })
  for (const mac of [victim.mac, home]) {
    const thief = street.somebody()
    await thief.phone.arrive(street.door.code, { mac, 'link-login-only': `${ROUTER}/login` })
    expect((await thief.phone.send(/value="trial"/, { agree: 'yes' })).status).toBe(409)
    await thief.phone.send(/name="plan"/, {
      plan: street.door.planId,
      phone: thief.number,
      agree: 'yes',
    })
    await street.town.settle()
    street.town.sim.prompts.typePin(thief.msisdn, '1234')
    await street.town.pass()
    // What they paid for they get, with the password; the address stays whose it is.
    expect((await thief.phone.goesOn()).next).toContain(`${ROUTER}/login?`)
  }
  expect((await street.pass(victim.mac))?.until).not.toBeNull()
  expect((await street.pass(victim.mac))?.devices).toHaveLength(1)
})

test('staff arrange a door, see what it sold, and a router fetches what leads to its page', async () => {
  const owner = await street.town.world.owner()
  const { siteId, planId, code } = await street.inUnit((tx) => aDoor(tx))
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
  expect(await login.text()).toContain(`action="${street.town.base.href}hotspot/${code}"`)
  const one = street.somebody({ 'link-login-only': '' })
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

import { describe, expect, test } from 'vitest'
import { aPlan } from '#modules/catalog/testing.ts'
import { newId } from '#kernel/id.ts'
import { aNas } from '#modules/network/testing.ts'
import { aSite } from '#modules/organization/testing.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { actingAs, staffWith, testTx, type TestTx } from '#platform/testing.ts'
import { listServices, mayBeServed, putDevice as putDeviceEndpoint } from '../contract.ts'
import { holdLifted } from '../events.ts'
import { services } from '../module.ts'
import { addonsDuring } from '../queries/addons.ts'
import { holdsDuring, periodsDuring, servicesHeld, servicesRunningOut } from '../queries/held.ts'
import { holdersOf } from '../queries/holders.ts'
import { servicesForNetwork } from '../queries/network.ts'
import { serviceNow, servicesPage } from '../queries/services.ts'
import { aService } from '../testing.ts'
import { activateService } from './activate-service.ts'
import { addAddon } from './add-addon.ts'
import { addCredential } from './add-credential.ts'
import { changeCredential } from './change-credential.ts'
import { changeDetails } from './change-details.ts'
import { endAddon } from './end-addon.ts'
import { endHolds } from './end-holds.ts'
import { endService } from './end-service.ts'
import { fixAddress } from './fix-address.ts'
import { liftHold } from './lift-hold.ts'
import { putDevice } from './put-device.ts'
import { refuseElsewhere } from './refuse-elsewhere.ts'
import { refuseStranger } from './refuse-stranger.ts'
import { refuseUnquotedPlan } from './refuse-unquoted-plan.ts'
import { relocateService } from './relocate-service.ts'
import { removeDevice } from './remove-device.ts'
import { revealCredential } from './reveal-credential.ts'
import { setDunning } from './set-dunning.ts'
import { setHold } from './set-hold.ts'

const list = (given: Record<string, unknown> = {}) => listServices.input.parse(given)

async function keepsItsPromises(
  read: Parameters<NonNullable<typeof services.invariants>[number]['violations']>[0],
) {
  for (const invariant of services.invariants) {
    expect([invariant.name, await invariant.violations(read)]).toEqual([invariant.name, []])
  }
}

/** Of no plan or product. */
const NO_PLAN = '01900000-0000-7000-8000-000000000002'

const PLOT = {
  kind: 'installation',
  county: 'Nairobi',
  town: null,
  line: 'Plot 1',
  landmark: null,
  at: null,
} as const

async function addressOf({ sql }: TestTx, subscriberId: string): Promise<string> {
  const row = await sql
    .selectFrom('subscribers.address')
    .select('id')
    .where('subscriber_id', '=', subscriberId)
    .executeTakeFirstOrThrow()
  return row.id
}

describe('the life of a service', () => {
  test('begins where its plan is sold', async () => {
    await testTx(async (tx) => {
      const [{ id: here }, { id: there }] = [await aSite(tx), await aSite(tx)]
      const somewhere = (await aPlan(tx, { siteIds: [here] })).id
      const everywhere = (await aPlan(tx, { code: 'ANYWHERE' })).id
      await refuseElsewhere(tx, { planVersionId: everywhere, siteId: null })
      await refuseElsewhere(tx, { planVersionId: somewhere, siteId: here })
      for (const siteId of [there, null])
        await expect(
          refuseElsewhere(tx, { planVersionId: somewhere, siteId }),
        ).rejects.toMatchObject({ code: 'services.not_sold_there', issues: [{ path: 'siteId' }] })
    })
  })

  test('is not begun for somebody out of reach', async () => {
    await testTx(async (tx) => {
      const [{ id: here }, { id: there }] = [await aSite(tx), await aSite(tx)]
      const clerk = actingAs(tx, staffWith(['services.order'], [here]))
      await refuseStranger(clerk, await aSubscriber(tx, { siteId: here }))
      for (const siteId of [there, null])
        await expect(
          refuseStranger(clerk, await aSubscriber(tx, { siteId })),
        ).rejects.toMatchObject({ code: 'platform.site_not_yours' })
    })
  })

  test('goes by the table, and is kept', async () => {
    await testTx(async (tx) => {
      const { serviceId } = await aService(tx, { waitsFor: 'installation', pay: 'postpaid' })
      expect(await serviceNow(tx, serviceId)).toMatchObject({
        status: 'pending',
        serving: { kind: 'walled-garden', because: 'awaiting-installation' },
      })
      await activateService(tx, { serviceId })
      await activateService(tx, { serviceId })
      expect(await serviceNow(tx, serviceId)).toMatchObject({
        status: 'active',
        serving: { kind: 'full', because: 'pays-later' },
      })
      await endService(tx, { serviceId, because: 'competitor' })
      await expect(endService(tx, { serviceId, because: 'asked' })).rejects.toMatchObject({
        code: 'services.cannot_happen',
        facts: { status: 'ended', event: 'cancel' },
      })
      const ended = await serviceNow(tx, serviceId)
      expect(ended).toMatchObject({ status: 'ended', endedBecause: 'competitor', credentials: [] })
      expect(ended.transitions.map((one) => one.to)).toEqual(['pending', 'active', 'ended'])
      await keepsItsPromises(tx)
      for (const refused of [
        setHold(tx, { serviceId, reason: 'admin', bills: true }),
        addCredential(tx, { serviceId, username: 'x' }),
        fixAddress(tx, { serviceId, kind: 'ipv4', net: '10.0.0.1' }),
      ]) {
        await expect(refused).rejects.toMatchObject({ code: 'services.service_is_ended' })
      }
    })
  })

  test('is ordered at one’s own address only', async () => {
    await testTx(async (tx) => {
      const mine = await aSubscriber(tx, { addresses: [PLOT] })
      const other = await aSubscriber(tx)
      const addressId = await addressOf(tx, mine)
      const { serviceId } = await aService(tx, { subscriberId: mine, addressId })
      expect((await serviceNow(tx, serviceId)).address).toMatchObject({
        line: 'Plot 1',
        county: 'Nairobi',
      })
      await expect(aService(tx, { subscriberId: other, addressId })).rejects.toThrow(
        'not one of the subscriber',
      )
    })
  })

  test('is found by number, name with which it dials, device and subscriber, by those of its site', async () => {
    await testTx(async (tx) => {
      const site = await aSite(tx)
      const subscriberId = await aSubscriber(tx, { name: 'Faith Chebet' })
      const { serviceId, number } = await aService(tx, {
        subscriberId,
        siteId: site.id,
        username: 'faith-home',
      })
      await aService(tx)
      await putDevice(tx, { serviceId, mac: '9c:9d:7e:00:00:01', name: 'Router', role: 'bound' })
      for (const q of [number, 'FAITH-h', '9C-9D-7E-00-00-01', 'chebet']) {
        const { items } = await servicesPage(tx, list({ q }))
        expect([q, items.map((item) => item.id)]).toEqual([q, [serviceId]])
      }
      const elsewhere = actingAs(tx, staffWith(['services.read'], [(await aSite(tx)).id]))
      expect((await servicesPage(elsewhere, list())).items).toEqual([])
      expect((await servicesPage(tx, list({ held: 'yes' }))).items).toEqual([])
    })
  })
})

describe('names, devices and addresses', () => {
  test('a name is one service’s, whatever its letters', async () => {
    await testTx(async (tx) => {
      await aService(tx, { username: 'home-1' })
      await expect(aService(tx, { username: 'HOME-1' })).rejects.toMatchObject({
        code: 'services.username_taken',
        issues: [{ path: 'username' }],
      })
      const { serviceId } = await aService(tx, { access: 'ipoe' })
      await expect(addCredential(tx, { serviceId, username: 'x' })).rejects.toThrow(
        'without a name',
      )
    })
  })

  test('a password is changed and shown to whoever may see it', async () => {
    await testTx(async (tx) => {
      const { serviceId, number } = await aService(tx)
      const [credential] = (await serviceNow(tx, serviceId)).credentials
      const credentialId = credential?.id ?? ''
      const first = await revealCredential(tx, { serviceId, credentialId })
      expect(first).toMatchObject({
        username: number,
        password: expect.stringMatching(/^[a-z2-9]{12}$/),
      })
      await changeCredential(tx, { serviceId, credentialId, password: 'another-1' })
      expect((await revealCredential(tx, { serviceId, credentialId })).password).toBe('another-1')
      const other = await aService(tx)
      await expect(
        revealCredential(tx, { serviceId: other.serviceId, credentialId }),
      ).rejects.toThrow('no such name')
    })
  })

  test('a device that needs no password is one service’s; one that is bound may be of several', async () => {
    await testTx(async (tx) => {
      const one = (await aService(tx, { access: 'mac' })).serviceId
      const other = (await aService(tx, { access: 'mac' })).serviceId
      const mac = '9c:9d:7e:00:00:02'
      await putDevice(tx, { serviceId: one, mac, name: 'TV', role: 'login' })
      await expect(
        putDevice(tx, { serviceId: other, mac, name: 'TV', role: 'login' }),
      ).rejects.toMatchObject({ code: 'services.device_taken' })
      await putDevice(tx, { serviceId: other, mac, name: 'TV', role: 'bound' })
      const [device] = (await serviceNow(tx, one)).devices
      await removeDevice(tx, { serviceId: one, deviceId: device?.id ?? '' })
      await putDevice(tx, { serviceId: other, mac, name: 'TV', role: 'login' })
      expect((await serviceNow(tx, other)).devices).toMatchObject([{ mac, role: 'login' }])
    })
  })

  test.each([
    ['AA-BB-CC-DD-EE-FF', 'aa:bb:cc:dd:ee:ff'],
    ['aabb.ccdd.eeff', 'aa:bb:cc:dd:ee:ff'],
    ['01:00:5e:00:00:01', null],
    ['aa:bb:cc', null],
  ])('%s is the device %s', (typed, mac) => {
    const parsed = putDeviceEndpoint.input.shape.mac.safeParse(typed)
    expect(parsed.success ? parsed.data : null).toBe(mac)
  })

  test('no two services have addresses that overlap', async () => {
    await testTx(async (tx) => {
      const one = (await aService(tx)).serviceId
      const other = (await aService(tx)).serviceId
      await fixAddress(tx, { serviceId: one, kind: 'delegated-prefix', net: '2001:db8:1::/56' })
      await fixAddress(tx, { serviceId: one, kind: 'ipv4', net: '102.1.2.3' })
      for (const net of ['2001:db8:1:7::/64', '2001:db8::/32', '102.1.2.3']) {
        await expect(
          fixAddress(tx, { serviceId: other, kind: 'route', net }),
        ).rejects.toMatchObject({ code: 'services.address_taken' })
      }
      expect(
        (await servicesForNetwork(tx, { ids: [one] }))[0]?.fixedAddresses.map((each) => each.net),
      ).toEqual(['102.1.2.3/32', '2001:db8:1::/56'])
    })
  })
})

test('who holds a version of a plan is counted, but for those who have ended', async () => {
  await testTx(async (tx) => {
    const [plan, nobodys] = [(await aPlan(tx)).id, (await aPlan(tx)).id]
    const { subscriberId } = await aService(tx, { planVersionId: plan, paid: { hours: 1 } })
    await aService(tx, { planVersionId: plan, subscriberId })
    const { serviceId } = await aService(tx, { planVersionId: plan })
    await endService(tx, { serviceId, because: 'asked' })
    const { holders } = await holdersOf(tx, [plan, nobodys])
    expect(holders).toContainEqual({ planVersionId: plan, services: 2, subscribers: 1, paid: 1 })
    expect(holders).toContainEqual({ planVersionId: nobodys, services: 0, subscribers: 0, paid: 0 })
  })
})

test('a plan does not change in the middle of paid time without a quote', async () => {
  await testTx(async (tx) => {
    const { serviceId } = await aService(tx, { paid: { hours: 48 } })
    const planVersionId = (await aPlan(tx)).id
    const details = { what: 'plan', planVersionId } as const
    const ask = (at: Temporal.Instant) => refuseUnquotedPlan(tx, { serviceId, details, at })
    await expect(ask(tx.now)).rejects.toThrow('ask for a quote')
    await ask(tx.now.add({ hours: 48 }))
  })
})

describe('for whoever charges', () => {
  test('a pause until a moment ends by itself and is told, so that what waited for it can happen', async () => {
    await testTx(async (tx) => {
      const { serviceId } = await aService(tx)
      const to = tx.now.add({ hours: 5 })
      await setHold(tx, { serviceId, reason: 'voluntary', to, bills: false })
      expect(await endHolds({ ...tx, now: to.subtract({ seconds: 1 }) }, { limit: 9 })).toBe(0)
      expect(await endHolds({ ...tx, now: to }, { limit: 9 })).toBe(1)
      expect(await endHolds({ ...tx, now: to.add({ hours: 1 }) }, { limit: 9 })).toBe(0)
      expect(tx.announced.filter(({ name }) => name === holdLifted.name)).toMatchObject([
        { payload: { serviceId, reason: 'voluntary' } },
      ])
    })
  })

  test('what was held, paused and added during a month', async () => {
    await testTx(async (tx) => {
      const { serviceId, subscriberId } = await aService(tx, { paid: { hours: 240 } })
      const hours = (count: number) => tx.now.add({ hours: count })
      await setHold(tx, {
        serviceId,
        reason: 'voluntary',
        from: hours(10),
        to: hours(20),
        bills: false,
      })
      const admin = await setHold(tx, { serviceId, reason: 'admin', bills: true })
      await liftHold(tx, { holdId: admin ?? '' })
      const addonId = await addAddon(tx, {
        serviceId,
        productId: NO_PLAN,
        name: 'Static IP',
        quantity: 1,
        from: tx.now,
        to: null,
        price: {},
      })
      await endAddon(tx, { addonId, at: hours(5) })
      const during = { serviceIds: [serviceId], from: tx.now, to: hours(240) }
      expect(await periodsDuring(tx, during)).toMatchObject([{ kind: 'base', paid: true }])
      // The hold that was lifted in the moment in which it was set never was.
      expect(await holdsDuring(tx, during)).toMatchObject([
        { reason: 'voluntary', bills: false, from: hours(10), to: hours(20) },
      ])
      expect(await addonsDuring(tx, during)).toMatchObject([{ name: 'Static IP', to: hours(5) }])
      expect(await addonsDuring(tx, { ...during, from: hours(5) })).toEqual([])
      expect(await servicesHeld(tx, { subscriberIds: [subscriberId] })).toMatchObject([
        { serviceId, paidUntil: hours(240) },
      ])
      const out = async (before: Temporal.Instant) =>
        (await servicesRunningOut(tx, { before, limit: 10 })).map((one) => one.serviceId)
      expect(await out(hours(241))).toContain(serviceId)
      expect(await out(hours(240))).not.toContain(serviceId)
      await keepsItsPromises(tx)
    })
  })

  test('dunning is set for many, and only who pays afterwards feels it', async () => {
    await testTx(async (tx) => {
      const later = (await aService(tx, { pay: 'postpaid' })).serviceId
      const before = (await aService(tx, { paid: { hours: 1 } })).serviceId
      await setDunning(tx, { serviceIds: [later, before], dunning: 'walled-garden' })
      await setDunning(tx, { serviceIds: [later, before], dunning: 'walled-garden' })
      const shown = await servicesForNetwork(tx, { ids: [later, before] })
      const kinds = new Map(
        shown.map((one) => [one.serviceId, mayBeServed(one, tx.now.epochMilliseconds).kind]),
      )
      expect([kinds.get(later), kinds.get(before)]).toEqual(['walled-garden', 'full'])
      expect(
        tx.announced.filter((one) => JSON.stringify(one.payload).includes('"dunning"')),
      ).toHaveLength(1)
    })
  })

  test('a service is limited to routers that are in service, and no longer when it moves to another site', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx, { addresses: [PLOT] })
      const { serviceId } = await aService(tx, { subscriberId })
      const { nasId } = await aNas(tx, { name: 'KRN-1' })
      const limit = async (nasIds: string[]) => {
        const { version, autoRenew, renewPriority } = await serviceNow(tx, serviceId)
        const same = { label: null, sessionsMax: null, isBound: false, autoRenew, renewPriority }
        await changeDetails(tx, { serviceId, version, ...same, nasIds })
      }
      await expect(limit([nasId, newId(tx.now)])).rejects.toMatchObject({
        code: 'services.router_unknown',
      })
      await limit([nasId])
      expect((await serviceNow(tx, serviceId)).routers).toEqual([{ id: nasId, name: 'KRN-1' }])
      const limits = async () => (await servicesForNetwork(tx, { ids: [serviceId] }))[0]?.nasIds
      expect(await limits()).toEqual([nasId])
      const { id: siteId } = await aSite(tx)
      const addressId = await addressOf(tx, subscriberId)
      await relocateService(tx, { serviceId, addressId, siteId })
      expect(await limits()).toEqual([])
    })
  })

  test('what is changed from an old picture is refused', async () => {
    await testTx(async (tx) => {
      const { serviceId } = await aService(tx)
      const { version } = await serviceNow(tx, serviceId)
      const details = {
        serviceId,
        version,
        label: 'Shop',
        autoRenew: false,
        renewPriority: 1,
        sessionsMax: 2,
        isBound: true,
        nasIds: [],
      }
      await changeDetails(tx, details)
      await expect(changeDetails(tx, details)).rejects.toMatchObject({
        code: 'services.stale',
        status: 409,
      })
      expect((await servicesForNetwork(tx, { ids: [serviceId] }))[0]).toMatchObject({
        sessionsMax: 2,
        isBound: true,
      })
    })
  })
})

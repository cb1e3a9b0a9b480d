import { expect, test } from 'vitest'
import { aSubscriber, atPortal } from '#modules/subscribers/testing.ts'
import { actingAs, testTx, type TestTx } from '#platform/testing.ts'
import { holdLifted } from '../events.ts'
import { myDevicesNow, servicesOf } from '../queries/portal.ts'
import { aService } from '../testing.ts'
import { nameMyDevice } from './name-my-device.ts'
import { pauseMyService } from './pause-my-service.ts'
import { putDevice } from './put-device.ts'
import { resumeMyService } from './resume-my-service.ts'

const PHONE = '+254700123123'

async function home(tx: TestTx) {
  const contacts = [{ channel: 'phone', purpose: 'main', value: PHONE, name: null } as const]
  const subscriberId = await aSubscriber(tx, { contacts })
  const made = await aService(tx, { subscriberId, paid: { hours: 24 * 30 } })
  const actor = await atPortal(tx, subscriberId, PHONE)
  const later = (hours: number): TestTx => ({
    ...actingAs(tx, actor),
    now: tx.now.add({ hours }),
  })
  const now = async (hours: number) =>
    (await servicesOf(later(hours), subscriberId)).services[0] ?? expect.fail('it is there')
  return { ...made, later, now }
}

/** Of the pauses that ended, whether they are charged. */
const lifted = ({ announced }: TestTx) =>
  announced
    .filter(({ name }) => name === holdLifted.name)
    .map(({ payload }) => holdLifted.payload.parse(payload).bills)

test('a pause is not charged for as many days of a year as the ISP grants, and ends by itself', async () => {
  await testTx(async (tx) => {
    const { serviceId, later, now } = await home(tx)
    await pauseMyService(later(0), serviceId)
    expect(await now(0)).toMatchObject({
      serving: { kind: 'walled-garden', because: 'hold-voluntary' },
      pause: { to: tx.now.add({ hours: 24 * 30 }).toString(), isCharged: false },
    })
    await expect(pauseMyService(later(1), serviceId)).rejects.toThrow('paused already')
    await resumeMyService(later(24 * 10), serviceId)
    expect(lifted(tx)).toEqual([false])
    expect(await now(24 * 10)).toMatchObject({
      ...{ pause: null, pausing: { freeDays: 20, leastDays: 3 } },
    })
    await pauseMyService(later(24 * 11), serviceId)
    expect(await now(24 * 11)).toMatchObject({
      pause: { to: tx.now.add({ hours: 24 * 31 }).toString() },
    })
  })
})

test('whoever comes back the next day is charged for it; without days left a pause is charged, until it is ended', async () => {
  await testTx(async (tx) => {
    const { serviceId, later, now } = await home(tx)
    await pauseMyService(later(0), serviceId)
    await resumeMyService(later(24), serviceId)
    expect(lifted(tx)).toEqual([true])
    expect(await now(24)).toMatchObject({ pausing: { freeDays: 30 } })
    await pauseMyService(later(48), serviceId)
    await resumeMyService(later(24 * 31), serviceId)
    await pauseMyService(later(24 * 32), serviceId)
    expect(await now(24 * 32)).toMatchObject({ pause: { to: null, isCharged: true } })
  })
})

test('devices are seen and named by their owner, and by nobody else', async () => {
  await testTx(async (tx) => {
    const { serviceId, later } = await home(tx)
    await putDevice(tx, { serviceId, mac: '02:00:00:00:00:01', name: 'TP-Link', role: 'bound' })
    const [device] = (await myDevicesNow(later(0), serviceId)).devices
    const deviceId = device?.id ?? ''
    await nameMyDevice(later(0), { serviceId, deviceId, name: 'Sitting room' })
    expect(await myDevicesNow(later(0), serviceId)).toMatchObject({
      devices: [{ name: 'Sitting room', mac: '02:00:00:00:00:01', role: 'bound' }],
    })
    const other = await aService(tx)
    await expect(myDevicesNow(later(0), other.serviceId)).rejects.toThrow('no such service')
    await expect(
      nameMyDevice(later(0), { serviceId: other.serviceId, deviceId, name: 'Mine' }),
    ).rejects.toThrow('no such service')
  })
})

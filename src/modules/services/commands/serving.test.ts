import { describe, expect, test } from 'vitest'
import { staffWith, testTx, testUnits } from '#platform/testing.ts'
import { system } from '#kernel/actor.ts'
import { mayBeServed } from '../contract.ts'
import { servicesChangedSince, servicesForNetwork } from '../queries/network.ts'
import { openNtHash, openPassword } from '../queries/sealed.ts'
import { aService } from '../testing.ts'
import { addPeriods } from './add-periods.ts'
import { endPeriods } from './end-periods.ts'
import { endService } from './end-service.ts'
import { liftHold } from './lift-hold.ts'
import { liftNonpayment } from './lift-nonpayment.ts'
import { setHold } from './set-hold.ts'

const plan = '01900000-0000-7000-8000-000000000001'

describe('what the network reads of a service', () => {
  test('is all of it, with secrets sealed, in a picture that decides by itself', async () => {
    await testTx(async (tx) => {
      const { serviceId, number } = await aService(tx, {
        paid: { hours: 24 },
        password: 'clientPass',
      })
      const [service] = await servicesForNetwork(tx, { ids: [serviceId] })
      expect(service).toMatchObject({
        serviceId,
        number,
        status: 'active',
        pay: 'prepaid',
        holds: [],
        credentials: [{ username: number }],
      })
      const [credential] = service?.credentials ?? []
      expect(credential && openPassword(tx.vault, credential)).toBe('clientPass')
      // RFC 2759 §9.2.
      expect(credential && openNtHash(tx.vault, credential).toString('hex')).toBe(
        '44ebba8d5312b8d611474411f56989ae',
      )
      const now_ms = tx.now.epochMilliseconds
      expect(service && mayBeServed(service, now_ms)).toEqual({
        kind: 'full',
        because: 'paid',
        until_ms: now_ms + 24 * 3_600_000,
      })
      expect(service && mayBeServed(service, now_ms + 24 * 3_600_000)).toMatchObject({
        kind: 'walled-garden',
        because: 'paid-period-over',
      })
    })
  })

  test('comes in pages, without those that have ended', async () => {
    await testTx(async (tx) => {
      const made = [await aService(tx), await aService(tx), await aService(tx)].map(
        (one) => one.serviceId,
      )
      await endService(tx, { serviceId: made[1] ?? '', because: 'asked' })
      const first = await servicesForNetwork(tx, { after: null, limit: 1 })
      const rest = await servicesForNetwork(tx, { after: first[0]?.serviceId ?? null, limit: 10 })
      expect([...first, ...rest].map((one) => one.serviceId)).toEqual([made[0], made[2]].toSorted())
      const [ended] = await servicesForNetwork(tx, { ids: [made[1] ?? ''] })
      expect(ended).toMatchObject({ status: 'ended', credentials: [] })
    })
  })

  test('is told again to whoever asks what changed since, whatever commits first', async () => {
    const { unit, read } = await testUnits()
    const origin = { actor: system('test'), name: 'services.test' }
    const { serviceId } = await unit(origin, (tx) => aService(tx))
    const start = await read(origin, (tx) => servicesChangedSince(tx, null))
    // A transaction that begins before the mark is taken and commits after it.
    const late = await unit(origin, async (tx) => {
      await setHold(tx, { serviceId, reason: 'admin', bills: true })
      const meanwhile = await read(origin, (other) => servicesChangedSince(other, start.mark))
      return meanwhile.mark
    })
    const after = await read(origin, (tx) => servicesChangedSince(tx, late))
    expect(after.serviceIds).toContain(serviceId)
  })

  test('grows its change number with each change', async () => {
    await testTx(async (tx) => {
      const { serviceId } = await aService(tx)
      const [before] = await servicesForNetwork(tx, { ids: [serviceId] })
      await setHold(tx, { serviceId, reason: 'voluntary', bills: false })
      const [after] = await servicesForNetwork(tx, { ids: [serviceId] })
      expect(after?.change).toBeGreaterThan(before?.change ?? 0n)
      expect(tx.announced.at(-1)).toMatchObject({
        name: 'services.services-changed',
        payload: { what: 'holds', serviceIds: [serviceId] },
      })
    })
  })
})

describe('holds', () => {
  test('a payment lifts what was set for non-payment, and nothing else', async () => {
    await testTx(async (tx) => {
      const { serviceId } = await aService(tx, { paid: { hours: 24 } })
      await setHold(tx, { serviceId, reason: 'nonpayment', bills: true })
      await setHold(tx, { serviceId, reason: 'abuse', bills: true })
      expect(await setHold(tx, { serviceId, reason: 'nonpayment', bills: true })).toBeNull()
      expect(await liftNonpayment(tx, { serviceId })).toBe(true)
      expect(await liftNonpayment(tx, { serviceId })).toBe(false)
      const [service] = await servicesForNetwork(tx, { ids: [serviceId] })
      expect(service?.holds).toMatchObject([{ reason: 'abuse' }])
      expect(service && mayBeServed(service, tx.now.epochMilliseconds)).toMatchObject({
        kind: 'denied',
        because: 'hold-abuse',
      })
    })
  })

  test('two of one reason are two: lifting one leaves the other', async () => {
    await testTx(async (tx) => {
      const { serviceId } = await aService(tx, { paid: { hours: 24 } })
      const one = await setHold(tx, { serviceId, reason: 'admin', bills: true })
      await setHold(tx, { serviceId, reason: 'admin', bills: true })
      await liftHold(tx, { holdId: one ?? '' })
      await expect(liftHold(tx, { holdId: one ?? '' })).rejects.toThrow('lifted already')
      const [service] = await servicesForNetwork(tx, { ids: [serviceId] })
      expect(service?.holds).toHaveLength(1)
    })
  })

  test('against abuse and fraud only those may lift who may lift safeguards', async () => {
    await testTx(
      async (tx) => {
        const { serviceId } = await aService(tx)
        const holdId = (await setHold(tx, { serviceId, reason: 'fraud', bills: true })) ?? ''
        await expect(liftHold(tx, { holdId })).rejects.toMatchObject({
          code: 'services.hold_needs_more',
        })
      },
      { actor: staffWith(['services.change']) },
    )
  })
})

describe('periods', () => {
  test('of one kind never overlap', async () => {
    await testTx(async (tx) => {
      const { serviceId } = await aService(tx, { paid: { hours: 24 } })
      const next = { serviceId, kind: 'base' as const, paid: true, planVersionId: plan, price: {} }
      await expect(
        addPeriods(tx, [
          { ...next, from: tx.now.add({ hours: 23 }), to: tx.now.add({ hours: 48 }) },
        ]),
      ).rejects.toMatchObject({ code: 'services.periods_overlap', status: 409 })
    })
  })

  test('touch without a gap, and reach as far as they are paid', async () => {
    await testTx(async (tx) => {
      const { serviceId } = await aService(tx, { paid: { hours: 24 } })
      const [second] = await addPeriods(tx, [
        {
          serviceId,
          kind: 'base',
          from: tx.now.add({ hours: 24 }),
          to: tx.now.add({ hours: 48 }),
          paid: true,
          planVersionId: plan,
          price: {},
        },
      ])
      const [service] = await servicesForNetwork(tx, { ids: [serviceId] })
      const at = tx.now.add({ hours: 30 }).epochMilliseconds
      expect(service && mayBeServed(service, at)).toMatchObject({ kind: 'full', because: 'paid' })
      await endPeriods(tx, { periodIds: [second ?? ''], at: tx.now.add({ hours: 25 }) })
      const [cut] = await servicesForNetwork(tx, { ids: [serviceId] })
      expect(cut && mayBeServed(cut, at)).toMatchObject({ because: 'paid-period-over' })
    })
  })
})

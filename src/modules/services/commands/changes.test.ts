import { describe, expect, test } from 'vitest'
import { aPlan, someTerms } from '#modules/catalog/testing.ts'
import { aSite } from '#modules/organization/testing.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { actingAs, staffWith, testTx, testUnits } from '#platform/testing.ts'
import { system } from '#kernel/actor.ts'
import { services } from '../module.ts'
import { servicesForNetwork } from '../queries/network.ts'
import { serviceNow } from '../queries/services.ts'
import { aService, letFollowUsage } from '../testing.ts'
import { applyDueChanges } from './apply-due-changes.ts'
import { askChange } from './ask-change.ts'
import { changePlan } from './change-plan.ts'
import { dropChange } from './drop-change.ts'
import { makeChange } from './make-change.ts'
import { setAutomatic } from './set-automatic.ts'
import { transferService } from './transfer-service.ts'

/** Of no plan or product. */
const NO_PLAN = '01900000-0000-7000-8000-000000000002'

describe('what is to come', () => {
  test('becomes true when its moment comes, once', async () => {
    const { unit, clock, runJobs, read } = await testUnits({ manifests: [services] })
    const origin = { actor: system('test'), name: 'services.test' }
    const { serviceId } = await unit(origin, (tx) => aService(tx, { paid: { hours: 24 } }))
    await unit(origin, (tx) =>
      askChange(tx, {
        serviceId,
        effective: 'period-end',
        details: { what: 'cancellation', because: 'moved-away' },
      }),
    )
    await expect(
      unit(origin, (tx) =>
        askChange(tx, {
          serviceId,
          effective: 'period-end',
          details: { what: 'cancellation', because: 'asked' },
        }),
      ),
    ).rejects.toMatchObject({ code: 'services.change_is_pending' })
    await runJobs()
    await unit(origin, (tx) => applyDueChanges(tx, { limit: 10 }))
    expect((await read(origin, (tx) => serviceNow(tx, serviceId))).status).toBe('active')
    clock.passes('PT24H')
    expect(await unit(origin, (tx) => applyDueChanges(tx, { limit: 10 }))).toBe(1)
    expect(await unit(origin, (tx) => applyDueChanges(tx, { limit: 10 }))).toBe(0)
    expect(await read(origin, (tx) => serviceNow(tx, serviceId))).toMatchObject({
      status: 'ended',
      endedBecause: 'moved-away',
      pending: [],
    })
  })

  test('is taken back, or dropped when it cannot be made any more', async () => {
    await testTx(async (tx) => {
      const { serviceId, subscriberId } = await aService(tx)
      const asked = { serviceId, effective: 'date', at: tx.now } as const
      const changeId = await askChange(tx, {
        ...asked,
        details: { what: 'cancellation', because: 'asked' },
      })
      await dropChange(tx, { serviceId, changeId })
      await expect(dropChange(tx, { serviceId, changeId })).rejects.toThrow('no such change')
      await expect(
        askChange(tx, {
          ...asked,
          effective: 'period-end',
          details: { what: 'cancellation', because: 'asked' },
        }),
      ).rejects.toThrow('no paid time')
      await expect(
        askChange(tx, {
          ...asked,
          at: tx.now.subtract({ seconds: 1 }),
          details: { what: 'cancellation', because: 'asked' },
        }),
      ).rejects.toThrow('not in the past')
      const heir = await aSubscriber(tx)
      await askChange(tx, { ...asked, details: { what: 'transfer', subscriberId: heir } })
      await transferService(tx, { serviceId, subscriberId: heir })
      await applyDueChanges(tx, { limit: 10 })
      expect(tx.announced.at(-1)).toMatchObject({
        name: 'services.change-dropped',
        payload: { what: 'transfer' },
      })
      expect((await serviceNow(tx, serviceId)).subscriber.id).not.toBe(subscriberId)
    })
  })

  test('falls away with the end of the service, and that is told once', async () => {
    await testTx(async (tx) => {
      const { serviceId } = await aService(tx)
      const [first, second] = [tx.now.add({ hours: 1 }), tx.now.add({ hours: 2 })]
      const { id: planVersionId } = await aPlan(tx)
      const asked = { serviceId, effective: 'date' } as const
      const end = { what: 'cancellation', because: 'asked' } as const
      await askChange(tx, { ...asked, at: first, details: end })
      await askChange(tx, { ...asked, at: second, details: { what: 'plan', planVersionId } })
      // Nobody looked for a while, so that both are due at once.
      await applyDueChanges({ ...tx, now: tx.now.add({ hours: 3 }) }, { limit: 10 })
      expect((await serviceNow(tx, serviceId)).status).toBe('ended')
      expect(tx.announced.filter(({ name }) => name === 'services.change-dropped')).toHaveLength(1)
    })
  })

  test('another plan from now on is told to the network', async () => {
    await testTx(async (tx) => {
      const { serviceId } = await aService(tx)
      const { id: planVersionId } = await aPlan(tx)
      await changePlan(tx, { serviceId, planVersionId, pay: 'postpaid', grace_s: 3600 })
      expect((await servicesForNetwork(tx, { ids: [serviceId] }))[0]).toMatchObject({
        planVersionId,
        pay: 'postpaid',
        grace_s: 3600,
      })
      await expect(
        changePlan(tx, { serviceId, planVersionId, pay: 'postpaid', grace_s: 0 }),
      ).rejects.toThrow('this plan already')
      expect(tx.announced.map((one) => one.name)).toContain('services.plan-changed')
    })
  })

  test('a plan that is asked for the end of the period is held from then on, as the catalog has it', async () => {
    await testTx(async (tx) => {
      const old = await aPlan(tx)
      const next = await aPlan(tx, { terms: someTerms({ payment: 'postpaid', graceHours: 6 }) })
      const { serviceId } = await aService(tx, { planVersionId: old.id, paid: { hours: 24 } })
      const details = { what: 'plan', planVersionId: next.id } as const
      await askChange(tx, { serviceId, effective: 'period-end', details })
      expect(await serviceNow(tx, serviceId)).toMatchObject({
        plan: { name: old.planName },
        pending: [{ details, at: tx.now.add({ hours: 24 }).toString() }],
      })
      await expect(
        askChange(tx, {
          serviceId,
          effective: 'date',
          details: { what: 'plan', planVersionId: old.id },
        }),
      ).rejects.toThrow('this plan already')
      await expect(
        askChange(tx, {
          serviceId,
          effective: 'date',
          details: { what: 'plan', planVersionId: NO_PLAN },
        }),
      ).rejects.toThrow('no such plan')
      await applyDueChanges(
        { ...tx, now: tx.now.add({ hours: 24 }) },
        { limit: 10, serviceIds: [serviceId] },
      )
      expect(await serviceNow(tx, serviceId)).toMatchObject({
        plan: { planVersionId: next.id, name: next.planName },
        pay: 'postpaid',
        grace_s: 6 * 3600,
        pending: [],
      })
    })
  })

  test('what a subscriber agreed to is kept, and taken back', async () => {
    await testTx(async (tx) => {
      const { serviceId } = await aService(tx)
      const agreed = {
        serviceId,
        mayUpgrade: true,
        mayDowngrade: false,
        ceilingCents: '500000',
        cooldownPeriods: 2,
        consentedBy: 'portal',
      } as const
      await setAutomatic(tx, agreed)
      expect((await serviceNow(tx, serviceId)).automatic).toMatchObject({
        mayUpgrade: true,
        ceilingCents: '500000',
        cooldownPeriods: 2,
      })
      await setAutomatic(tx, { ...agreed, mayUpgrade: false })
      expect((await serviceNow(tx, serviceId)).automatic).toBeNull()
    })
  })

  test('what somebody agreed to binds nobody else', async () => {
    await testTx(async (tx) => {
      const { serviceId } = await aService(tx)
      await letFollowUsage(tx, { serviceId, ceilingCents: '500000', cooldownPeriods: 1 })
      await transferService(tx, { serviceId, subscriberId: await aSubscriber(tx) })
      expect((await serviceNow(tx, serviceId)).automatic).toBeNull()
    })
  })

  test('nobody moves a service to a site, or to somebody, out of their reach', async () => {
    await testTx(async (tx) => {
      const [{ id: here }, { id: there }] = [await aSite(tx), await aSite(tx)]
      const plot = { town: null, line: 'Plot 1', landmark: null, at: null }
      const subscriberId = await aSubscriber(tx, {
        addresses: [{ kind: 'installation', county: 'Nairobi', ...plot }],
      })
      const { serviceId } = await aService(tx, { siteId: here, subscriberId })
      const { id: addressId } = await tx.sql
        .selectFrom('subscribers.address')
        .select('id')
        .where('subscriber_id', '=', subscriberId)
        .executeTakeFirstOrThrow()
      const clerk = actingAs(tx, staffWith(['services.change'], [here]))
      const place = { what: 'relocation', addressId } as const
      const heir = await aSubscriber(tx, { siteId: there })
      const outOfReach = { code: 'platform.site_not_yours' }
      for (const details of [
        { ...place, siteId: there },
        { ...place, siteId: null },
        { what: 'transfer', subscriberId: heir } as const,
      ]) {
        const change = { serviceId, details, quoteId: null }
        await expect(makeChange(clerk, change)).rejects.toMatchObject(outOfReach)
        await expect(
          askChange(clerk, { serviceId, details, effective: 'date' }),
        ).rejects.toMatchObject(outOfReach)
      }
      await makeChange(clerk, { serviceId, details: { ...place, siteId: here }, quoteId: null })
    })
  })
})

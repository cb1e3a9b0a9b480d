import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { aComponent, aPlan, aProfile, someTerms } from '#modules/catalog/testing.ts'
import { applyDueChanges, dropChange, servicesHeld } from '#modules/services/index.ts'
import { aService, letFollowUsage } from '#modules/services/testing.ts'
import { usualTerms } from '#modules/subscribers/contract.ts'
import { aSubscriber, momentsOf } from '#modules/subscribers/testing.ts'
import { countUsage } from '#modules/usage/index.ts'
import type { TestTx } from '#platform/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { changeByUsage } from './change-by-usage.ts'
import { keepStretch } from './keep-stretch.ts'
import { at, bills, holds, invoices, pays, testTx } from './testing.ts'

const GB = 1_000_000_000

async function aPlanOf(
  tx: Tx,
  name: string,
  shillings: number,
  gb: number,
  payment: 'prepaid' | 'postpaid' = 'prepaid',
) {
  const quota = await aProfile(tx, {
    ...{ kind: 'quota', atEnd: { do: 'cut' }, rollover: 0, notices: [] },
    allowances: [
      { meter: 'data', amount: String(gb * GB), period: 'billing-period', during: null },
    ],
  })
  const profiles = { speed: null, fairUse: null, quota, accessHours: null }
  const plan = await aPlan(tx, {
    name,
    terms: someTerms({ payment, profiles, components: [aComponent({ cents: shillings * 100 })] }),
  })
  return plan.id
}

const uses = (tx: Tx, serviceId: string, gb: number, from: string) =>
  countUsage(tx, [
    {
      ...{ serviceId, sessionId: newId(tx.now), up: 0n, down: BigInt(gb * GB) },
      from_ms: Date.parse(from),
      to_ms: Date.parse(from) + 3_600_000,
    },
  ])

test('a plan follows what is used: up after two full months, with notice, once, and not again after it was taken back', async () => {
  await testTx(
    async (tx: TestTx) => {
      const small = await aPlanOf(tx, 'Small', 1000, 50)
      const big = await aPlanOf(tx, 'Big', 2500, 500)
      await aPlanOf(tx, 'Too dear', 9000, 5000)
      const { serviceId, subscriberId } = await aService(tx, { planVersionId: small })
      const other = await aService(tx, { planVersionId: small })
      await letFollowUsage(tx, { serviceId, ceilingCents: '300000', cooldownPeriods: 2 })
      const days = ['2026-12-01', '2027-01-01', '2027-02-01', '2027-03-01', '2027-04-01']
      const month = async (place: number, gb: number) => {
        const then = at(tx, `${days[place]}T06:00:00Z`)
        await applyDueChanges(then, { limit: 10 })
        for (const who of [subscriberId, other.subscriberId]) await pays(then, who, 250_000n)
        await uses(then, serviceId, gb, `${days[place]}T10:00:00Z`)
        return changeByUsage(then, { limit: 10 })
      }
      const planned = () =>
        tx.sql
          .selectFrom('services.pending_change')
          .select(['id', 'at', 'dropped_at'])
          .where('service_id', '=', serviceId)
          .orderBy('asked_at')
          .execute()

      expect(await month(0, 50)).toBe(0)
      expect(await month(1, 50)).toBe(1)
      expect(await planned()).toEqual([])
      expect(await month(2, 50)).toBe(1)
      const [change] = await planned()
      // With the end of the month that runs, so there is all of it to say no.
      expect(change?.at?.toString()).toBe('2027-03-01T06:00:00Z')
      expect(await momentsOf(tx, subscriberId)).toContain('billing.moved-up')
      expect(await changeByUsage(at(tx, '2027-02-01T07:00:00Z'), { limit: 10 })).toBe(0)

      await dropChange(at(tx, '2027-02-10T06:00:00Z'), { serviceId, changeId: change?.id ?? '' })
      expect(await month(3, 50)).toBe(1)
      expect(await planned()).toHaveLength(1)
      const [held] = await servicesHeld(tx, { serviceIds: [serviceId] })
      expect(held?.planVersionId).toBe(small)

      // Two months of rest after that it is asked for again, and now it happens.
      const may = at(tx, '2027-05-01T06:00:00Z')
      expect(await month(4, 50)).toBe(1)
      await pays(may, subscriberId, 250_000n)
      expect(await changeByUsage(may, { limit: 10 })).toBe(1)
      const june = at(tx, '2027-06-01T06:00:00Z')
      await applyDueChanges(june, { limit: 10 })
      await pays(june, subscriberId, 250_000n)
      const [moved, beside] = await servicesHeld(june, {
        serviceIds: [serviceId, other.serviceId],
      }).then((found) => found.toSorted((a) => (a.serviceId === serviceId ? -1 : 1)))
      expect(moved?.planVersionId).toBe(big)
      expect(beside?.planVersionId).toBe(small)
      await holds(june)
    },
    { at: '2026-12-01T06:00:00Z' },
  )
})

test('what is paid afterwards moves with the next cycle, by whole months that are invoiced, and its month costs what was held', async () => {
  await testTx(
    async (tx: TestTx) => {
      const small = await aPlanOf(tx, 'Office 50', 1000, 50, 'postpaid')
      const big = await aPlanOf(tx, 'Office 500', 2500, 500, 'postpaid')
      const subscriberId = await aSubscriber(tx, { terms: { ...usualTerms, cycleAnchor: 1 } })
      const of = { subscriberId, planVersionId: small, pay: 'postpaid' } as const
      const { serviceId } = await aService(tx, of)
      await letFollowUsage(tx, { serviceId, ceilingCents: '300000', cooldownPeriods: 2 })
      const month = async (first: string) => {
        const then = at(tx, `${first}T03:00:00Z`)
        // As the reaction to a change of plan does.
        if ((await applyDueChanges(then, { limit: 10 })) > 0)
          await keepStretch(then, { serviceId, subscriberId, planVersionId: small })
        await bills(then)
        const looked = await changeByUsage(then, { limit: 10 })
        expect(await changeByUsage(then, { limit: 10 })).toBe(0)
        await uses(then, serviceId, 50, `${first}T10:00:00Z`)
        return looked
      }
      const planned = () =>
        tx.sql
          .selectFrom('services.pending_change')
          .select(['at'])
          .where('service_id', '=', serviceId)
          .execute()

      await bills(tx)
      // The rest of November says nothing about a month.
      await uses(tx, serviceId, 50, '2026-11-20T10:00:00Z')
      expect(await month('2026-12-01')).toBe(1)
      expect(await month('2027-01-01')).toBe(1)
      expect(await planned()).toEqual([])
      expect(await month('2027-02-01')).toBe(1)
      expect((await planned()).map((one) => one.at?.toString())).toEqual(['2027-02-28T21:00:00Z'])
      expect(await month('2027-03-01')).toBe(1)
      const [held] = await servicesHeld(tx, { serviceIds: [serviceId] })
      expect(held?.planVersionId).toBe(big)
      await month('2027-04-01')
      expect(
        (await invoices(tx, subscriberId)).map(({ gross }) => gross.cents).slice(0, 3),
      ).toEqual([...['250000', '100000', '100000']])
      await holds(at(tx, '2027-04-01T03:00:00Z'))
    },
    { at: '2026-11-20T06:00:00Z' },
  )
})

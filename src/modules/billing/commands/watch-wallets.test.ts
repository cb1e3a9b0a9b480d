import { expect, test } from 'vitest'
import { aComponent, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { holdsDuring, servicesHeld } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { usualTerms } from '#modules/subscribers/contract.ts'
import { countUsage } from '#modules/usage/index.ts'
import { newId } from '#kernel/id.ts'
import type { TestTx } from '#platform/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { KeptVersions } from '../rules/cycle-facts.ts'
import { at, pays, testTx } from './testing.ts'
import { watchWallets } from './watch-wallets.ts'

const GIGABYTE = 1_000_000_000n
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** A line at 100 shillings a gigabyte. */
async function byTheGigabyte(tx: Tx, subscriberId?: string) {
  const amount = { cents: '10000', currency: 'KES' } as const
  const usage = aComponent({
    ...{ key: 'data', kind: 'usage', meter: 'data', name: { en: 'Data', sw: 'Data' } },
    charge: { model: 'flat', price: { amount, per: String(GIGABYTE) } },
  })
  const { id } = await aPlan(tx, { terms: someTerms({ payment: 'payg', components: [usage] }) })
  return aService(tx, {
    ...{ planVersionId: id, pay: 'payg' },
    ...(subscriberId !== undefined && { subscriberId }),
  })
}

const moves = (tx: TestTx, serviceId: string, gigabytes: bigint) =>
  countUsage(tx, [
    {
      ...{ serviceId, sessionId: newId(tx.now), up: 0n, down: gigabytes * GIGABYTE },
      from_ms: tx.now.epochMilliseconds - 60_000,
      to_ms: tx.now.epochMilliseconds,
    },
  ])

const watch = (tx: TestTx) =>
  watchWallets(tx, { after: NOBODY, limit: 500, kept: new KeptVersions() })

async function stopped(tx: TestTx, serviceId: string): Promise<boolean> {
  const soon = { from: tx.now, to: tx.now.add({ milliseconds: 1 }) }
  const holds = await holdsDuring(tx, { serviceIds: [serviceId], ...soon })
  return holds.some(({ reason, to }) => reason === 'wallet' && to === null)
}

test('what is paid as it is used stops with an empty wallet, goes on with the payment itself, and stops when what was used has eaten it', async () => {
  await testTx(
    async (tx) => {
      const { serviceId, subscriberId } = await byTheGigabyte(tx)
      const steps: boolean[] = []
      const look = async (now: TestTx) => void steps.push(await stopped(now, serviceId))
      await watch(tx)
      await look(tx)
      const later = at(tx, '2026-12-01T07:00:00Z')
      await pays(later, subscriberId, 25_000n)
      await look(later)
      await moves(later, serviceId, 2n)
      await watch(later)
      await look(later)
      // Two and a half gigabytes are what there is; the night has invoiced nothing of it yet.
      const evening = at(tx, '2026-12-01T17:00:00Z')
      await moves(evening, serviceId, 1n)
      expect(await watch(evening)).toEqual({ last: undefined, changed: 1 })
      expect((await watch(evening)).changed).toBe(0)
      await look(evening)
      await pays(evening, subscriberId, 5_000n)
      await look(evening)
      await pays(evening, subscriberId, 1n)
      await look(evening)
      expect(steps).toEqual([true, false, false, true, true, false])
      const [service] = await servicesHeld(evening, { serviceIds: [serviceId] })
      expect(service?.status).toBe('active')
    },
    { at: '2026-12-01T06:00:00Z' },
  )
})

test('credit that somebody was given is used like money', async () => {
  await testTx(
    async (tx) => {
      const trusted = await aSubscriber(tx, {
        terms: { ...usualTerms, creditLimitCents: '15000' },
      })
      const { serviceId } = await byTheGigabyte(tx, trusted)
      await watch(tx)
      expect(await stopped(tx, serviceId)).toBe(false)
      const later = at(tx, '2026-12-01T07:00:00Z')
      await moves(later, serviceId, 1n)
      await watch(later)
      expect(await stopped(later, serviceId)).toBe(false)
      await moves(later, serviceId, 1n)
      await watch(later)
      expect(await stopped(later, serviceId)).toBe(true)
    },
    { at: '2026-12-01T06:00:00Z' },
  )
})

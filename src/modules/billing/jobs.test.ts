import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { aPlan } from '#modules/catalog/testing.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { addPeriods, servicesHeld } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import type { JobDoor } from '#platform/jobs.ts'
import { testUnits } from '#platform/testing.ts'
import { renewing } from './jobs.ts'

const ORIGIN = { actor: system('test'), name: 'test.renew' }

test('somebody who cannot be renewed holds up nobody else, and is told by number', async () => {
  const units = await testUnits()
  const door: JobDoor = {
    unit: (work) => units.unit(ORIGIN, work),
    read: (work) => units.read(ORIGIN, work),
    signal: new AbortController().signal,
    attempt: 1,
  }
  const [stuck, fine] = await door.unit(async (tx) => {
    const plan = await aPlan(tx)
    const held = { planVersionId: plan.id, paid: { hours: 240 } }
    const both = [await aService(tx, held), await aService(tx, held)] as const
    for (const { subscriberId } of both) await aPayment(tx, { subscriberId, cents: 300_000n })
    const from = tx.now.add({ hours: 300 })
    // Something that nobody paid for lies where the next month would.
    await addPeriods(tx, [
      {
        ...{ serviceId: both[0].serviceId, kind: 'base', from, to: from.add({ hours: 10 }) },
        ...{ paid: false, planVersionId: plan.id, price: {} },
      },
    ])
    return both
  })
  units.clock.passes('PT239H50M')

  await expect(renewing.close(door)).rejects.toThrow(`Service ${stuck.number} could not be renewed`)
  const paidUntil = async ({ serviceId }: { serviceId: string }) =>
    (await door.read((read) => servicesHeld(read, { serviceIds: [serviceId] })))[0]?.paidUntil
  expect(String(await paidUntil(fine))).toBe('2026-12-30T15:00:00Z')
  expect(String(await paidUntil(stuck))).toBe('2026-11-30T15:00:00Z')
  // The next minute has nothing more to do, and no fault.
  expect(await renewing.close(door)).toEqual({ done: 0, left: 0 })
})

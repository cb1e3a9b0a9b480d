import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { aComponent, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { addPeriods, servicesHeld } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import type { JobDoor } from '#platform/jobs.ts'
import type { Manifest } from '#platform/manifest.ts'
import { testUnits } from '#platform/testing.ts'
import { beginRun } from './commands/begin-run.ts'
import { billChunk } from './commands/bill-chunk.ts'
import { endRun } from './commands/end-run.ts'
import { listInvoices } from './contract.ts'
import { renewing } from './jobs.ts'
import { billing } from './module.ts'
import { invariants } from './queries/invariants.ts'
import { invoicesPage } from './queries/invoices.ts'
import { runNow } from './queries/runs.ts'
import { KeptVersions } from './rules/cycle-facts.ts'

const ORIGIN = { actor: system('test'), name: 'test.renew' }

async function aDoor(manifests: readonly Manifest[] = []) {
  const units = await testUnits({ manifests })
  const door: JobDoor = {
    unit: (work) => units.unit(ORIGIN, work),
    read: (work) => units.read(ORIGIN, work),
    signal: new AbortController().signal,
    attempt: 1,
  }
  return { units, door }
}

test('two who work on one run, of whom one dies again and again, invoice everybody once and without a gap; of two begun at once one is refused', async () => {
  const { units, door } = await aDoor([billing])
  const PAYERS = 7
  const payerIds = await door.unit(async (tx) => {
    const terms = someTerms({ payment: 'postpaid', components: [aComponent()] })
    const { id: planVersionId } = await aPlan(tx, { terms })
    const ids: string[] = []
    for (let n = 0; n < PAYERS; n++)
      ids.push((await aService(tx, { planVersionId, pay: 'postpaid' })).subscriberId)
    return ids
  })
  units.clock.passes('PT1440H')
  const begins = () => door.unit((tx) => beginRun(tx, { mode: 'live' }))
  // Each on a connection of its own, as two processes have them.
  const begun = await Promise.allSettled([begins(), begins()])
  const [runId = ''] = begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(begun.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'billing.run_stands' },
  })
  const cutoff = Temporal.Instant.from((await door.read((read) => runNow(read, runId))).cutoffAt)
  const facts = { runId, cutoff, kept: new KeptVersions(), limit: 1 }
  const works = async () => {
    while ((await door.unit((tx) => billChunk(tx, facts))) > 0);
  }
  const dies = async () => {
    for (let n = 0; n < PAYERS; n++)
      await expect(
        door.unit(async (tx) => {
          await billChunk(tx, facts)
          throw new Error('the power is gone')
        }),
      ).rejects.toThrow('the power is gone')
  }
  await Promise.all([works(), dies()])
  // What the dead one held meanwhile is free again.
  await works()
  await door.unit((tx) => endRun(tx, { runId }))
  await door.read(async (read) => {
    const { items } = await invoicesPage(read, listInvoices.input.parse({ sort: 'issuedAt' }))
    const mine = items.filter(({ subscriber }) => payerIds.includes(subscriber.id))
    expect(new Set(mine.map(({ subscriber }) => subscriber.id)).size).toBe(PAYERS)
    const { invoiced } = await runNow(read, runId)
    expect(invoiced).toBe(mine.length)
    for (const { violations } of invariants) expect(await violations(read)).toEqual([])
  })
})

test('somebody who cannot be renewed holds up nobody else, and is told by number', async () => {
  const { units, door } = await aDoor()
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

import type { Client } from '#kernel/client.ts'
import { listPlans, readPlan } from '#modules/catalog/contract.ts'
import { addBatch } from '#modules/vouchers/contract.ts'
import { kes } from './savanna-plans.ts'

/** The same at each try, so that a demo that was killed half way prints nothing twice. */
const BATCHES = [
  {
    id: '0193a000-0000-7000-8000-000000000011',
    name: 'Hours for the shops',
    plan: 'HOT-1H',
    shillings: 20,
  },
  {
    id: '0193a000-0000-7000-8000-000000000012',
    name: 'Days for the lodges',
    plan: 'HOT-DAY',
    shillings: 80,
  },
] as const

/** Codes that shops sell over the counter; who got them is for whoever tries the demo to record. */
export async function printVouchers(owner: Client, now: Temporal.Instant): Promise<void> {
  const lastDay = now.toZonedDateTimeISO('Africa/Nairobi').toPlainDate().add({ months: 6 })
  for (const { id, name, plan, shillings } of BATCHES) {
    const { items } = await owner.call(listPlans, { q: plan, limit: 1 })
    const [found] = items
    const onSaleId = found && (await owner.call(readPlan, { planId: found.id })).onSaleId
    if (!onSaleId) continue
    await owner.call(addBatch, {
      ...{ id, name, planVersionId: onSaleId, siteIds: [], face: kes(shillings), codes: 'letters' },
      ...{ devices: null, lastDay: lastDay.toString(), printableDays: 60, vouchers: 240 },
    })
  }
}

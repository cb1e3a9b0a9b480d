import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { archivePlan as endpoint } from '../contract.ts'
import { planChanged } from '../events.ts'
import { planIsArchived, planNotFound, refuseStale } from '../refusals.ts'
import { lockPlan, updatePlan, withdraw } from '../store.ts'

/** Ends the sale of all versions of a plan and takes it out of lists. Those who hold it keep it. */
export async function archivePlan(
  tx: Tx,
  { planId, version }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const plan = await lockPlan(tx, planId)
  if (!plan) throw planNotFound()
  refuseStale(plan, version)
  if (plan.state === 'archived') throw planIsArchived()
  await withdraw(tx, { planId })
  await updatePlan(tx, planId, { state: 'archived' })
  audit(tx, { objects: [{ table: 'catalog.plan', id: planId }] })
  tx.emit(planChanged, { planId })
}

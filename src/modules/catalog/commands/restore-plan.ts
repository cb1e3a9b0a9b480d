import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { restorePlan as endpoint } from '../contract.ts'
import { planChanged } from '../events.ts'
import { planNotFound, refuseStale } from '../refusals.ts'
import { lockPlan, updatePlan } from '../store.ts'

/** Brings an archived plan back into lists. Nothing of it is on sale until a version is published. */
export async function restorePlan(
  tx: Tx,
  { planId, version }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const plan = await lockPlan(tx, planId)
  if (!plan) throw planNotFound()
  refuseStale(plan, version)
  await updatePlan(tx, planId, { state: 'open' })
  audit(tx, { objects: [{ table: 'catalog.plan', id: planId }] })
  tx.emit(planChanged, { planId })
}

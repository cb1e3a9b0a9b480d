import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { withdrawVersion as endpoint } from '../contract.ts'
import { planWithdrawn } from '../events.ts'
import { planNotFound, planVersionNotFound } from '../refusals.ts'
import { lockPlan, planVersionRow, sellOnBefore, withdraw } from '../store.ts'

/** Stops the sale of one published version. Those who hold it keep it; of one that was to come, the version before is sold on. */
export async function withdrawVersion(
  tx: Tx,
  { planId, planVersionId }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  if (!(await lockPlan(tx, planId))) throw planNotFound()
  const version = await planVersionRow(tx, planVersionId)
  if (version?.plan_id !== planId || version.state !== 'published') throw planVersionNotFound()
  await sellOnBefore(tx, { planId, planVersionId })
  await withdraw(tx, { planId, planVersionId })
  audit(tx, {
    objects: [
      { table: 'catalog.plan', id: planId },
      { table: 'catalog.plan_version', id: planVersionId },
    ],
  })
  tx.emit(planWithdrawn, { planId, planVersionId })
}

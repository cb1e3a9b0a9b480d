import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { discardDraft as endpoint } from '../contract.ts'
import { planChanged } from '../events.ts'
import { noDraft, planNotFound } from '../refusals.ts'
import { deleteDraft, draftOf, lockPlan } from '../store.ts'

/** Throws a draft away; nobody could have bought it. */
export async function discardDraft(
  tx: Tx,
  { planId }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  if (!(await lockPlan(tx, planId))) throw planNotFound()
  const draft = await draftOf(tx, planId)
  if (!draft) throw noDraft()
  await deleteDraft(tx, draft.id)
  audit(tx, { objects: [{ table: 'catalog.plan', id: planId }] })
  tx.emit(planChanged, { planId })
}

import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeVersion as endpoint } from '../contract.ts'
import { planVersionNotFound, versionIsPublished } from '../refusals.ts'
import { lockPlan, planVersionRow } from '../store.ts'
import { saveDraft } from './save-draft.ts'

/** Changes one version by its id, which only a draft allows: what was published may have been bought. */
export async function changeVersion(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { planId, planVersionId, ...rest } = input
  await lockPlan(tx, planId)
  const version = await planVersionRow(tx, planVersionId)
  if (version?.plan_id !== planId) throw planVersionNotFound()
  if (version.state !== 'draft') throw versionIsPublished({ number: version.number })
  await saveDraft(tx, { planId, ...rest })
}

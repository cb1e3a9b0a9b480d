import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { planTerms, type publishVersion as endpoint } from '../contract.ts'
import { planPublished } from '../events.ts'
import { openServiceTypes } from '../queries/service-types.ts'
import { noDraft, notReadyToSell, planIsArchived, planNotFound, sellFromPast } from '../refusals.ts'
import { missingToSell } from '../rules/ready.ts'
import { draftOf, lockPlan, publish } from '../store.ts'
import { checkTerms } from './check-terms.ts'

/** Puts the draft of a plan on sale, now or at a moment to come. From then on it never changes. */
export async function publishVersion(
  tx: Tx,
  { planId, sellFrom }: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const plan = await lockPlan(tx, planId)
  if (!plan) throw planNotFound()
  if (plan.state === 'archived') throw planIsArchived()
  const draft = await draftOf(tx, planId)
  if (!draft) throw noDraft()
  const from = sellFrom === null ? tx.now : Temporal.Instant.from(sellFrom)
  if (Temporal.Instant.compare(from, tx.now) < 0) {
    throw sellFromPast({}, [{ path: 'sellFrom', message: 'Choose a moment to come.' }])
  }
  const terms = planTerms.parse(draft.terms)
  // A tax class or profile may have been archived since the draft was written.
  await checkTerms(tx, terms)
  const type = (await openServiceTypes(tx)).get(plan.service_type_id)
  const missing = missingToSell(terms, { online: type?.online ?? false })
  if (missing.length > 0) throw notReadyToSell({}, missing)
  await publish(tx, { planId, draftId: draft.id, sellFrom: from })
  audit(tx, {
    objects: [
      { table: 'catalog.plan', id: planId },
      { table: 'catalog.plan_version', id: draft.id },
    ],
  })
  tx.emit(planPublished, { planId, planVersionId: draft.id })
  return draft.id
}

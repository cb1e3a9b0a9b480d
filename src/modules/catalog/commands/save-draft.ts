import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { saveDraft as endpoint } from '../contract.ts'
import { planChanged } from '../events.ts'
import { planIsArchived, planNotFound } from '../refusals.ts'
import { lockPlan, putDraft } from '../store.ts'
import { checkTerms } from './check-terms.ts'
import { findProfile } from './find-profile.ts'

/** Makes the draft of the next version, or writes over it. What is on sale stays as it is until the draft is published. */
export async function saveDraft(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<string> {
  const { planId, speed, notes } = input
  const plan = await lockPlan(tx, planId)
  if (!plan) throw planNotFound()
  if (plan.state === 'archived') throw planIsArchived()
  const { profiles } = input.terms
  const terms = speed
    ? { ...input.terms, profiles: { ...profiles, speed: await findProfile(tx, { rate: speed }) } }
    : input.terms
  await checkTerms(tx, terms)
  const draftId = await putDraft(tx, planId, { terms, notes })
  audit(tx, { objects: [{ table: 'catalog.plan', id: planId }] })
  tx.emit(planChanged, { planId })
  return draftId
}

import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changePlan as endpoint } from '../contract.ts'
import { planChanged } from '../events.ts'
import { openServiceTypes } from '../queries/service-types.ts'
import { noServiceType, planIsArchived, planNotFound, refuseStale } from '../refusals.ts'
import { lockPlan, updatePlan } from '../store.ts'

/** Changes how a plan is called and who may choose it. What it promises and costs is in its versions. */
export async function changePlan(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { planId, serviceTypeId } = input
  const plan = await lockPlan(tx, planId)
  if (!plan) throw planNotFound()
  refuseStale(plan, input.version)
  if (plan.state === 'archived') throw planIsArchived()
  const isKept = serviceTypeId === plan.service_type_id
  if (!isKept && !(await openServiceTypes(tx)).has(serviceTypeId)) {
    throw noServiceType({ type: serviceTypeId }, [
      { path: 'serviceTypeId', message: 'Choose a kind of service.' },
    ])
  }
  await updatePlan(tx, planId, {
    ...{ name: input.name, service_type_id: serviceTypeId, audience: input.audience },
    ...{ description_en: input.description.en, description_sw: input.description.sw },
    site_ids: input.siteIds,
  })
  audit(tx, { objects: [{ table: 'catalog.plan', id: planId }] })
  tx.emit(planChanged, { planId })
}

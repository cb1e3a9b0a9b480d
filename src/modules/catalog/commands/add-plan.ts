import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import type { addPlan as endpoint } from '../contract.ts'
import { openServiceTypes } from '../queries/service-types.ts'
import { codeTaken, noServiceType } from '../refusals.ts'
import { insertPlan } from '../store.ts'
import { publishVersion } from './publish-version.ts'
import { saveDraft } from './save-draft.ts'

/** Adds a plan with its first version. Its code is unique for ever, archived plans included: it stands on old invoices. */
export async function addPlan(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<string> {
  const { serviceTypeId } = input
  if (!(await openServiceTypes(tx)).has(serviceTypeId)) {
    throw noServiceType({ type: serviceTypeId }, [
      { path: 'serviceTypeId', message: 'Choose a kind of service.' },
    ])
  }
  const planId = newId(tx.now)
  const added = await insertPlan(tx, {
    ...{ id: planId, code: input.code, name: input.name, service_type_id: serviceTypeId },
    ...{ description_en: input.description.en, description_sw: input.description.sw },
    ...{ audience: input.audience, site_ids: input.siteIds, kind: 'listed', state: 'open' },
  })
  if (!added) {
    throw codeTaken({ code: input.code }, [{ path: 'code', message: 'Choose another code.' }])
  }
  await saveDraft(tx, { planId, terms: input.terms, speed: input.speed, notes: input.notes })
  if (input.release === 'publish') await publishVersion(tx, { planId, sellFrom: null })
  return planId
}

import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeServiceType as endpoint } from '../contract.ts'
import { plansOnSaleOfType } from '../queries/service-types.ts'
import { refuseStale, serviceTypeInUse, serviceTypeNotFound } from '../refusals.ts'
import { lockServiceType, updateServiceType } from '../store.ts'

/** Renames a kind of service or takes it out of the choices, once nothing of it is on sale. */
export async function changeServiceType(
  tx: Tx,
  { serviceTypeId, name, state, version }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const type = await lockServiceType(tx, serviceTypeId)
  if (!type) throw serviceTypeNotFound()
  refuseStale(type, version)
  if (state === 'archived' && (await plansOnSaleOfType(tx, serviceTypeId)) > 0)
    throw serviceTypeInUse()
  await updateServiceType(tx, serviceTypeId, { name_en: name.en, name_sw: name.sw, state })
  audit(tx, { objects: [{ table: 'catalog.service_type', id: serviceTypeId }] })
}

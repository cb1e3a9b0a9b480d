import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeTaxClass as endpoint } from '../contract.ts'
import { taxesChanged } from '../events.ts'
import { pricesOfClass } from '../queries/tax-desk.ts'
import { refuseStale, taxClassInUse, taxClassNotFound } from '../refusals.ts'
import { lockTaxClass, updateTaxClass } from '../store.ts'

/** Renames a tax class, or takes it out of the choices once no price on sale names it. */
export async function changeTaxClass(
  tx: Tx,
  { classId, name, note, state, version }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const found = await lockTaxClass(tx, classId)
  if (!found) throw taxClassNotFound()
  refuseStale(found, version)
  if (state === 'archived' && (await pricesOfClass(tx)).has(classId)) throw taxClassInUse()
  await updateTaxClass(tx, classId, { name_en: name.en, name_sw: name.sw, note, state })
  audit(tx, { objects: [{ table: 'catalog.tax_class', id: classId }] })
  tx.emit(taxesChanged, {})
}

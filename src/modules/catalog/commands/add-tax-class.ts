import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addTaxClass as endpoint } from '../contract.ts'
import { taxesChanged } from '../events.ts'
import { taxTableNow } from '../queries/taxes.ts'
import { codeTaken, taxNotFound } from '../refusals.ts'
import { insertTaxClass } from '../store.ts'

/** Adds a tax class. Which taxes it bears never changes afterwards, since old prices are explained by it. */
export async function addTaxClass(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { id, name, note, taxes, vat } = input
  const known = new Set((await taxTableNow(tx)).taxes.map((tax) => tax.id))
  if (taxes.some((tax) => !known.has(tax))) throw taxNotFound()
  const added = await insertTaxClass(tx, {
    ...{ id, name_en: name.en, name_sw: name.sw, note, taxes, vat, state: 'open' },
  })
  if (!added) throw codeTaken({ code: id }, [{ path: 'id', message: 'Choose another code.' }])
  audit(tx, { objects: [{ table: 'catalog.tax_class', id }] })
  tx.emit(taxesChanged, {})
}

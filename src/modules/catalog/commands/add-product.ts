import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addProduct as endpoint } from '../contract.ts'
import { productChanged } from '../events.ts'
import { openTaxClasses } from '../queries/taxes.ts'
import { codeTaken, noTaxClass } from '../refusals.ts'
import { insertProduct, putProductVersion } from '../store.ts'

/** Adds a one-off product or an add-on. */
export async function addProduct(
  tx: Tx,
  { code, kind, content }: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  if (!(await openTaxClasses(tx)).has(content.taxClassId)) {
    throw noTaxClass({ class: content.taxClassId }, [
      { path: 'content.taxClassId', message: 'Choose a tax class.' },
    ])
  }
  const id = newId(tx.now)
  if (!(await insertProduct(tx, { id, code, kind, state: 'open' })))
    throw codeTaken({ code }, [{ path: 'code', message: 'Choose another code.' }])
  await putProductVersion(tx, id, content)
  audit(tx, { objects: [{ table: 'catalog.product', id }] })
  tx.emit(productChanged, { productId: id })
  return id
}

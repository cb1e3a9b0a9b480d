import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeProduct as endpoint } from '../contract.ts'
import { productChanged } from '../events.ts'
import { openTaxClasses } from '../queries/taxes.ts'
import { noTaxClass, productNotFound, refuseStale } from '../refusals.ts'
import { lockProduct, putProductVersion, updateProduct } from '../store.ts'

/** Makes the next version of a product where its content differs; what was sold keeps its own. */
export async function changeProduct(
  tx: Tx,
  { productId, version, content, state }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const product = await lockProduct(tx, productId)
  if (!product) throw productNotFound()
  refuseStale(product, version)
  if (!(await openTaxClasses(tx)).has(content.taxClassId)) {
    throw noTaxClass({ class: content.taxClassId }, [
      { path: 'content.taxClassId', message: 'Choose a tax class.' },
    ])
  }
  await putProductVersion(tx, productId, content)
  await updateProduct(tx, productId, { state })
  audit(tx, { objects: [{ table: 'catalog.product', id: productId }] })
  tx.emit(productChanged, { productId })
}

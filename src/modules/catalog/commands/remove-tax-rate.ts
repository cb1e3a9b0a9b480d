import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { removeTaxRate as endpoint } from '../contract.ts'
import { taxesChanged } from '../events.ts'
import { todayOf } from '../queries/taxes.ts'
import { rateInForce, taxNotFound } from '../refusals.ts'
import { deleteRate } from '../store.ts'

/** Takes back a rate that has not begun: a law that was announced and then withdrawn. */
export async function removeTaxRate(
  tx: Tx,
  { taxId, from }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  if (from <= (await todayOf(tx))) throw rateInForce()
  if (!(await deleteRate(tx, taxId, from))) throw taxNotFound()
  audit(tx, { objects: [{ table: 'catalog.tax', id: taxId }] })
  tx.emit(taxesChanged, {})
}

import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addTaxRate as endpoint } from '../contract.ts'
import { taxesChanged } from '../events.ts'
import { taxTableNow, todayOf } from '../queries/taxes.ts'
import { rateInPast, rateTaken, taxNotFound } from '../refusals.ts'
import { insertRate } from '../store.ts'

/** Adds a rate from today or a day to come. The past is never rewritten: documents of then carry the rate of then. */
export async function addTaxRate(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { taxes } = await taxTableNow(tx)
  if (!taxes.some(({ id }) => id === input.taxId)) throw taxNotFound()
  if (input.from < (await todayOf(tx))) {
    throw rateInPast({}, [{ path: 'from', message: 'Choose today or a day to come.' }])
  }
  if (!(await insertRate(tx, input))) throw rateTaken()
  audit(tx, { objects: [{ table: 'catalog.tax', id: input.taxId }] })
  tx.emit(taxesChanged, {})
}

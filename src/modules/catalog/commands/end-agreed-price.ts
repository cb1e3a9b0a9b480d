import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { endAgreedPrice as endpoint } from '../contract.ts'
import { pricesChanged } from '../events.ts'
import { agreedPriceNotFound } from '../refusals.ts'
import { endAgreed } from '../store.ts'

/** Ends an agreed price; periods that were priced by it stay so. */
export async function endAgreedPrice(
  tx: Tx,
  { agreedPriceId }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  if (!(await endAgreed(tx, agreedPriceId))) throw agreedPriceNotFound()
  audit(tx, { objects: [{ table: 'catalog.agreed_price', id: agreedPriceId }] })
  tx.emit(pricesChanged, { what: 'agreed', id: agreedPriceId })
}

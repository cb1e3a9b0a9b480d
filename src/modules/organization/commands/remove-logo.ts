import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { brandChanged } from '../events.ts'
import { refuseStale } from '../refusals.ts'
import { lockBrand, updateBrand } from '../store.ts'

/** Takes the logo away; the trading name is drawn in its place. */
export async function removeLogo(tx: Tx, input: { version: number }) {
  refuseStale(await lockBrand(tx), input.version)
  await updateBrand(tx, { logo: null, logo_type: null, logo_tag: null })
  audit(tx, { objects: [{ table: 'organization.brand', id: 'brand' }] })
  tx.emit(brandChanged, {})
}

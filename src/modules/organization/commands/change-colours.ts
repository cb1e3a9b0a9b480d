import { audit } from '#platform/audit.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeColours as endpoint } from '../contract.ts'
import { brandChanged } from '../events.ts'
import { refuseStale } from '../refusals.ts'
import { lockBrand, putSetupStep, updateBrand } from '../store.ts'

/** Chooses the two colours; every shade on a screen is worked out from them (`contract/palette.ts`). */
export async function changeColours(tx: Tx, input: ParsedInputOf<typeof endpoint>) {
  refuseStale(await lockBrand(tx), input.version)
  await updateBrand(tx, { primary_colour: input.primary, accent_colour: input.accent })
  await putSetupStep(tx, 'brand', 'done')
  audit(tx, { objects: [{ table: 'organization.brand', id: 'brand' }] })
  tx.emit(brandChanged, {})
}

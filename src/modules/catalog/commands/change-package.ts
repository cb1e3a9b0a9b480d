import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changePackage as endpoint } from '../contract.ts'
import { pricesChanged } from '../events.ts'
import { packageNotFound, refuseStale } from '../refusals.ts'
import { lockPackage, updatePackage } from '../store.ts'
import { checkPackage } from './check-package.ts'

/** Changes a package or takes it out of the choices; what was composed from it stays as it was. */
export async function changePackage(
  tx: Tx,
  { packageId, version, content, state }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const found = await lockPackage(tx, packageId)
  if (!found) throw packageNotFound()
  refuseStale(found, version)
  await checkPackage(tx, content)
  await updatePackage(tx, packageId, { content, state })
  audit(tx, { objects: [{ table: 'catalog.package', id: packageId }] })
  tx.emit(pricesChanged, { what: 'package', id: packageId })
}

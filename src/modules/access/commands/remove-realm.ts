import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { roamingChanged } from '../events.ts'
import { refuseStale } from '../refusals.ts'
import { deleteRealm, lockRealm } from '../store/roaming.ts'

/** Sends names of a realm nowhere any more: they are looked for among our own. */
export async function removeRealm(
  tx: Tx,
  { realmId, version }: { realmId: string; version: number },
): Promise<void> {
  refuseStale(await lockRealm(tx, realmId), version)
  await deleteRealm(tx, realmId)
  audit(tx, { objects: [{ table: 'access.realm', id: realmId }] })
  tx.emit(roamingChanged, {})
}

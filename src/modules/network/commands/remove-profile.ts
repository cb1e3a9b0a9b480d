import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { profileChanged } from '../events.ts'
import { profileInUse } from '../refusals.ts'
import { countRouters, deleteProfile, lockProfile } from '../store/profiles.ts'

/** Removes a profile of ours that no router names, archived ones included. */
export async function removeProfile(tx: Tx, { profileId }: { profileId: string }): Promise<void> {
  await lockProfile(tx, profileId)
  const count = await countRouters(tx, profileId)
  if (count > 0) throw profileInUse({ count })
  await deleteProfile(tx, profileId)
  audit(tx, { objects: [{ table: 'network.vendor_profile', id: profileId }] })
  tx.emit(profileChanged, { profile: profileId })
}

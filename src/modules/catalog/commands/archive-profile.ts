import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { archiveProfile as endpoint } from '../contract.ts'
import { profileChanged } from '../events.ts'
import { profileNotFound, refuseStale } from '../refusals.ts'
import { lockProfile, updateProfile } from '../store.ts'

/** Takes a profile out of the choices. Plan versions that point to it keep it. */
export async function archiveProfile(
  tx: Tx,
  { profileId, version }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const profile = await lockProfile(tx, profileId)
  if (!profile) throw profileNotFound()
  refuseStale(profile, version)
  await updateProfile(tx, profileId, { state: 'archived' })
  audit(tx, { objects: [{ table: 'catalog.profile', id: profileId }] })
  tx.emit(profileChanged, { profileId })
}

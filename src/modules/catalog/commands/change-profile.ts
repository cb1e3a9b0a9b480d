import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeProfile as endpoint } from '../contract.ts'
import { profileChanged } from '../events.ts'
import { nameTaken, profileKindStays, profileNotFound, refuseStale } from '../refusals.ts'
import { alone, lockProfile, profileNamed, putProfileVersion, updateProfile } from '../store.ts'

/**
 * Renames a profile, and adds a version where its content differs. Plan versions keep the version that they point
 * to: a new speed reaches subscribers by a new version of their plan, never by accident.
 */
export async function changeProfile(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { profileId, version, name, notes, content } = input
  await alone(tx, `profile ${content.kind}`)
  const profile = await lockProfile(tx, profileId)
  if (!profile) throw profileNotFound()
  refuseStale(profile, version)
  if (profile.kind !== content.kind) throw profileKindStays()
  const other = await profileNamed(tx, content.kind, name.en)
  if (other && other.id !== profileId) {
    throw nameTaken({ name: name.en }, [{ path: 'name.en', message: 'Choose another name.' }])
  }
  await putProfileVersion(tx, profileId, content)
  await updateProfile(tx, profileId, { name_en: name.en, name_sw: name.sw, notes, state: 'open' })
  audit(tx, { objects: [{ table: 'catalog.profile', id: profileId }] })
  tx.emit(profileChanged, { profileId })
}

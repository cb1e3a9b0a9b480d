import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addProfile as endpoint } from '../contract.ts'
import { profileChanged } from '../events.ts'
import { nameTaken } from '../refusals.ts'
import { alone, insertProfile, profileNamed, putProfileVersion } from '../store.ts'

/** Adds a profile with its first version. */
export async function addProfile(
  tx: Tx,
  { name, notes, content }: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const { kind } = content
  await alone(tx, `profile ${kind}`)
  if (await profileNamed(tx, kind, name.en)) {
    throw nameTaken({ name: name.en }, [{ path: 'name.en', message: 'Choose another name.' }])
  }
  const id = newId(tx.now)
  await insertProfile(tx, { id, kind, name_en: name.en, name_sw: name.sw, notes, state: 'open' })
  await putProfileVersion(tx, id, content)
  audit(tx, { objects: [{ table: 'catalog.profile', id }] })
  tx.emit(profileChanged, { profileId: id })
  return id
}

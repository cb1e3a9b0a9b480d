import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { vendorProfile } from '../contract.ts'
import { profileChanged } from '../events.ts'
import { profileNow } from '../queries/profiles.ts'
import { profileNameTaken } from '../refusals.ts'
import { insertProfile } from '../store/profiles.ts'

/** Makes a profile of our own, to be changed, from any other. */
export async function copyProfile(tx: Tx, input: { from: string; name: string }): Promise<string> {
  const from = await profileNow(tx, input.from)
  const id = newId(tx.now)
  const document = vendorProfile.parse(from)
  const isNew = await insertProfile(tx, { id, name: input.name, copiedFrom: from.name, document })
  if (!isNew) {
    throw profileNameTaken({ name: input.name }, [
      { path: 'name', message: 'Choose another name.' },
    ])
  }
  audit(tx, { objects: [{ table: 'network.vendor_profile', id }] })
  tx.emit(profileChanged, { profile: id })
  return id
}

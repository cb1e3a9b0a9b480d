import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addRealm as endpoint } from '../contract/roaming.ts'
import { roamingChanged } from '../events.ts'
import { realmTaken } from '../refusals.ts'
import { realmColumns } from '../rules/roaming-columns.ts'
import { insertRealm } from '../store/roaming.ts'
import { refuseUnfitRealm } from './refuse-unfit-realm.ts'

/** Sends names of a realm to the servers of its provider, asked in their order. */
export async function addRealm(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<string> {
  const id = newId(tx.now)
  await refuseUnfitRealm(tx, input)
  if (!(await insertRealm(tx, { id, ...realmColumns(input) }, input.serverIds)))
    throw realmTaken({ realm: input.realm }, [
      { path: 'realm', message: 'Change the entry that is there.' },
    ])
  audit(tx, { objects: [{ table: 'access.realm', id }] })
  tx.emit(roamingChanged, {})
  return id
}

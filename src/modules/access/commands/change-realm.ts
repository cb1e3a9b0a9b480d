import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeRealm as endpoint } from '../contract/roaming.ts'
import { roamingChanged } from '../events.ts'
import { realmTaken, refuseStale } from '../refusals.ts'
import { realmColumns } from '../rules/roaming-columns.ts'
import { lockRealm, updateRealm } from '../store/roaming.ts'
import { refuseUnfitRealm } from './refuse-unfit-realm.ts'

/** Changes who answers for a realm, and what of the answer counts with us. */
export async function changeRealm(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const id = input.realmId
  refuseStale(await lockRealm(tx, id), input.version)
  await refuseUnfitRealm(tx, input)
  if (!(await updateRealm(tx, { id, ...realmColumns(input) }, input.serverIds)))
    throw realmTaken({ realm: input.realm }, [
      { path: 'realm', message: 'Change the entry that is there.' },
    ])
  audit(tx, { objects: [{ table: 'access.realm', id }] })
  tx.emit(roamingChanged, {})
}

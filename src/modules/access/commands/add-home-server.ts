import { must } from '#kernel/assert.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addHomeServer as endpoint } from '../contract/roaming.ts'
import { roamingChanged } from '../events.ts'
import { homeServerNameTaken } from '../refusals.ts'
import { homeServerColumns } from '../rules/roaming-columns.ts'
import { insertHomeServer } from '../store/roaming.ts'
import { refuseUnfitHomeServer } from './refuse-unfit-home-server.ts'

/** Adds a server of another provider. Nothing is asked of it until a realm goes to it. */
export async function addHomeServer(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const id = newId(tx.now)
  const secret = must(refuseUnfitHomeServer(tx, input, null), 'a new one has something to seal')
  const isNew = await insertHomeServer(tx, { id, ...homeServerColumns(input) }, secret)
  if (!isNew)
    throw homeServerNameTaken({ name: input.name }, [
      { path: 'name', message: 'Choose another name.' },
    ])
  audit(tx, { objects: [{ table: 'access.home_server', id }] })
  tx.emit(roamingChanged, {})
  return id
}

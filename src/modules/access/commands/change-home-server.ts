import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeHomeServer as endpoint } from '../contract/roaming.ts'
import { roamingChanged } from '../events.ts'
import { homeServerNameTaken, refuseStale } from '../refusals.ts'
import { homeServerColumns } from '../rules/roaming-columns.ts'
import { lockHomeServer, updateHomeServer } from '../store/roaming.ts'

/** Changes where a server of another provider is and how it is believed; its secret only where a new one is given. */
export async function changeHomeServer(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const id = input.serverId
  refuseStale(await lockHomeServer(tx, id), input.version)
  if (!(await updateHomeServer(tx, { id, ...homeServerColumns(input) }, input.secret)))
    throw homeServerNameTaken({ name: input.name }, [
      { path: 'name', message: 'Choose another name.' },
    ])
  audit(tx, { objects: [{ table: 'access.home_server', id }] })
  tx.emit(roamingChanged, {})
}

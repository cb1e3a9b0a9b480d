import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeHomeServer as endpoint } from '../contract/roaming.ts'
import { roamingChanged } from '../events.ts'
import { homeServerNameTaken, refuseStale } from '../refusals.ts'
import { homeServerColumns, transportOf } from '../rules/roaming-columns.ts'
import { lockHomeServer, updateHomeServer } from '../store/roaming.ts'
import { refuseUnfitHomeServer } from './refuse-unfit-home-server.ts'

/** Changes where a server of another provider is and how it is believed; its secret only where a new one is given. */
export async function changeHomeServer(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const id = input.serverId
  const before = await lockHomeServer(tx, id)
  refuseStale(before, input.version)
  const secret = refuseUnfitHomeServer(tx, input, {
    transport: transportOf(before),
    tlsIdentity: before.tls_identity,
  })
  if (!(await updateHomeServer(tx, { id, ...homeServerColumns(input) }, secret)))
    throw homeServerNameTaken({ name: input.name }, [
      { path: 'name', message: 'Choose another name.' },
    ])
  audit(tx, { objects: [{ table: 'access.home_server', id }] })
  tx.emit(roamingChanged, {})
}

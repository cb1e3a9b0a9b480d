import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { roamingChanged } from '../events.ts'
import { homeServerNow } from '../queries/roaming.ts'
import { homeServerInUse, refuseStale } from '../refusals.ts'
import { deleteHomeServer, lockHomeServer } from '../store/roaming.ts'

/** Forgets a server of another provider, once no realm goes to it. */
export async function removeHomeServer(
  tx: Tx,
  { serverId, version }: { serverId: string; version: number },
): Promise<void> {
  refuseStale(await lockHomeServer(tx, serverId), version)
  const [realm] = (await homeServerNow(tx, serverId)).realms
  if (realm !== undefined) throw homeServerInUse({ realm })
  await deleteHomeServer(tx, serverId)
  audit(tx, { objects: [{ table: 'access.home_server', id: serverId }] })
  tx.emit(roamingChanged, {})
}

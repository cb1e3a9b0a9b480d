import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { nasChanged } from '../events.ts'
import { refuseStale } from '../refusals.ts'
import { lockNas, updateNas } from '../store/nas.ts'

/** Takes a router its key for TLS. Connections that stand already, stand until they end. */
export async function removeTlsKey(
  tx: Tx,
  { nasId, version }: { nasId: string; version: number },
): Promise<void> {
  const now = await lockNas(tx, nasId)
  refuseStale(now, version)
  await updateNas(tx, nasId, { tls_key_made_at: null }, { tlsKey: null })
  audit(tx, { objects: [{ table: 'network.nas', id: nasId }], siteId: now.site_id })
  tx.emit(nasChanged, { nasId, siteId: now.site_id })
}

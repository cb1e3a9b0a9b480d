import { randomBytes } from 'node:crypto'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { nasChanged } from '../events.ts'
import { nasIsArchived, refuseStale } from '../refusals.ts'
import { lockNas, updateNas } from '../store/nas.ts'

/**
 * Makes the key with which a router proves itself over TLS, and answers it this once: 256 bits in hexadecimal. It is told apart by the
 * router's own id. One that there was is right no more, so the router is out of reach by TLS until it has the new one.
 */
export async function makeTlsKey(
  tx: Tx,
  { nasId, version }: { nasId: string; version: number },
): Promise<string> {
  const now = await lockNas(tx, nasId)
  refuseStale(now, version)
  if (now.archived_at) throw nasIsArchived()
  const tlsKey = randomBytes(32).toString('hex')
  await updateNas(tx, nasId, { tls_key_made_at: tx.now }, { tlsKey })
  audit(tx, { objects: [{ table: 'network.nas', id: nasId }], siteId: now.site_id })
  tx.emit(nasChanged, { nasId, siteId: now.site_id })
  return tlsKey
}

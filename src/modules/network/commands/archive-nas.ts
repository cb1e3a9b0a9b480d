import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { nasArchived } from '../events.ts'
import { nasIsArchived, refuseStale } from '../refusals.ts'
import { lockNas, updateNas } from '../store/nas.ts'

/** Takes a router out of service: it is no longer answered, and what it did stays known. */
export async function archiveNas(tx: Tx, input: { nasId: string; version: number }): Promise<void> {
  const { nasId } = input
  const now = await lockNas(tx, nasId)
  refuseStale(now, input.version)
  if (now.archived_at) throw nasIsArchived()
  await updateNas(tx, nasId, { archived_at: tx.now })
  audit(tx, { objects: [{ table: 'network.nas', id: nasId }], siteId: now.site_id })
  tx.emit(nasArchived, { nasId, siteId: now.site_id })
}

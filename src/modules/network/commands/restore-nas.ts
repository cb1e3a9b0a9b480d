import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { nasRestored } from '../events.ts'
import { addressTaken, nasInService, refuseStale } from '../refusals.ts'
import { lockNas, takenFromNas, updateNas } from '../store/nas.ts'

/** Puts a router back into service, unless another one speaks from its address by now. */
export async function restoreNas(tx: Tx, input: { nasId: string; version: number }): Promise<void> {
  const { nasId } = input
  const now = await lockNas(tx, nasId)
  refuseStale(now, input.version)
  if (!now.archived_at) throw nasInService()
  const addresses = [now.address, now.tunnel_address].filter((address) => address !== null)
  const taken = await takenFromNas(tx, { nasId, name: now.name, addresses })
  if (taken) throw addressTaken({ name: taken.name })
  await updateNas(tx, nasId, { archived_at: null })
  audit(tx, { objects: [{ table: 'network.nas', id: nasId }], siteId: now.site_id })
  tx.emit(nasRestored, { nasId, siteId: now.site_id })
}

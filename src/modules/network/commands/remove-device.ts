import { audit } from '#platform/audit.ts'
import { refuseOtherSite } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { refuseStale } from '../refusals.ts'
import { lockDevice, retireDevice } from '../store/links.ts'

/** Takes a device away. Its name stays taken: labels stay on things. */
export async function removeDevice(
  tx: Tx,
  input: { deviceId: string; version: number },
): Promise<void> {
  const now = await lockDevice(tx, input.deviceId)
  refuseOtherSite(tx, now.site_id)
  refuseStale(now, input.version)
  await retireDevice(tx, now.id)
  audit(tx, { objects: [{ table: 'network.device', id: now.id }], siteId: now.site_id })
}

import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { linkChanged } from '../events.ts'
import { refuseStale } from '../refusals.ts'
import { lockLink, retireLink } from '../store/links.ts'

/** Takes an uplink away. What it was stays known. */
export async function removeLink(
  tx: Tx,
  input: { linkId: string; version: number },
): Promise<void> {
  const link = await lockLink(tx, input.linkId)
  refuseStale(link, input.version)
  await retireLink(tx, link.id)
  audit(tx, { objects: [{ table: 'network.link', id: link.id }], siteId: link.site_id })
  tx.emit(linkChanged, { linkId: link.id, siteId: link.site_id })
}

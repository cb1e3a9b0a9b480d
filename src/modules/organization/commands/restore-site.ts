import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { siteRestored } from '../events.ts'
import { refuseStale, siteIsOpen } from '../refusals.ts'
import { findSiteToChange, setArchived } from '../store.ts'

/** Brings an archived site back as it was. */
export async function restoreSite(tx: Tx, input: { siteId: string; version: number }) {
  const site = await findSiteToChange(tx, input.siteId)
  refuseStale(site, input.version)
  if (!site.archived_at) throw siteIsOpen()
  await setArchived(tx, input.siteId, null)
  audit(tx, {
    objects: [{ table: 'organization.site', id: input.siteId }],
    siteId: input.siteId,
  })
  tx.emit(siteRestored, { siteId: input.siteId })
}

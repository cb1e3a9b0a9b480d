import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { siteArchived } from '../events.ts'
import { refuseStale, siteIsArchived } from '../refusals.ts'
import { findSiteToChange, setArchived } from '../store.ts'

/** Puts a site away. Nothing is deleted: what happened there keeps pointing at it. */
export async function archiveSite(tx: Tx, input: { siteId: string; version: number }) {
  const site = await findSiteToChange(tx, input.siteId)
  refuseStale(site, input.version)
  if (site.archived_at) throw siteIsArchived()
  await setArchived(tx, input.siteId, tx.now)
  audit(tx, {
    objects: [{ table: 'organization.site', id: input.siteId }],
    siteId: input.siteId,
  })
  tx.emit(siteArchived, { siteId: input.siteId })
}

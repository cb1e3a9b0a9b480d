import { roundPoint } from '#kernel/geo.ts'
import { audit } from '#platform/audit.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeSite as endpoint } from '../contract.ts'
import { siteChanged } from '../events.ts'
import { refuseStale, siteCodeTaken, siteIsArchived } from '../refusals.ts'
import { findSiteToChange, updateSite } from '../store.ts'

/** Replaces what is known about a site. */
export async function changeSite(tx: Tx, input: ParsedInputOf<typeof endpoint>) {
  const { siteId, version, at, ...rest } = input
  const site = await findSiteToChange(tx, siteId)
  refuseStale(site, version)
  if (site.archived_at) throw siteIsArchived()
  const place = at ? roundPoint(at) : null
  const changed = await updateSite(tx, siteId, {
    ...rest,
    lat: place?.lat ?? null,
    lng: place?.lng ?? null,
  })
  if (!changed) {
    throw siteCodeTaken({ code: input.code }, [{ path: 'code', message: 'Choose another code.' }])
  }
  audit(tx, { objects: [{ table: 'organization.site', id: siteId }], siteId })
  tx.emit(siteChanged, { siteId })
}

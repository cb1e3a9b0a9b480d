import { newId } from '#kernel/id.ts'
import { roundPoint } from '#kernel/geo.ts'
import { audit } from '#platform/audit.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { Tx } from '#platform/tx.ts'
import type { openSite as endpoint } from '../contract.ts'
import { siteOpened } from '../events.ts'
import { notAtAllSites, siteCodeTaken } from '../refusals.ts'
import { insertSite, putSetupStep } from '../store.ts'

/** Opens a site. Its code is unique for ever, archived sites included: labels stay on walls for years. */
export async function openSite(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<string> {
  // Who works at some sites only could not see the one that they made.
  if (tx.sites !== 'all') throw notAtAllSites()
  const { at, ...rest } = input
  const place = at ? roundPoint(at) : null
  const siteId = newId(tx.now)
  const opened = await insertSite(tx, {
    ...rest,
    id: siteId,
    lat: place?.lat ?? null,
    lng: place?.lng ?? null,
    opened_at: tx.now,
  })
  if (!opened) {
    throw siteCodeTaken({ code: input.code }, [{ path: 'code', message: 'Choose another code.' }])
  }
  await putSetupStep(tx, 'first-site', 'done')
  audit(tx, { objects: [{ table: 'organization.site', id: siteId }], siteId })
  tx.emit(siteOpened, { siteId })
  return siteId
}

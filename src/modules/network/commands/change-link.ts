import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeLink as endpoint } from '../contract.ts'
import { linkChanged } from '../events.ts'
import { refuseStale } from '../refusals.ts'
import { linkColumns } from '../rules/link-columns.ts'
import { lockLink, updateLink } from '../store/links.ts'
import { refuseUnfitLink } from './refuse-unfit-link.ts'

/** Changes an uplink: where it goes, what it carries. */
export async function changeLink(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { linkId, siteId } = input
  refuseStale(await lockLink(tx, linkId), input.version)
  await refuseUnfitLink(tx, input)
  await updateLink(tx, { id: linkId, ...linkColumns(input) })
  audit(tx, { objects: [{ table: 'network.link', id: linkId }], siteId })
  tx.emit(linkChanged, { linkId, siteId })
}

import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addLink as endpoint } from '../contract.ts'
import { linkChanged } from '../events.ts'
import { linkColumns } from '../rules/link-columns.ts'
import { insertLink } from '../store/links.ts'
import { refuseUnfitLink } from './refuse-unfit-link.ts'

/** Adds an uplink of a site. */
export async function addLink(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<string> {
  const linkId = newId(tx.now)
  await refuseUnfitLink(tx, { ...input, linkId })
  await insertLink(tx, { id: linkId, ...linkColumns(input) })
  audit(tx, { objects: [{ table: 'network.link', id: linkId }], siteId: input.siteId })
  tx.emit(linkChanged, { linkId, siteId: input.siteId })
  return linkId
}

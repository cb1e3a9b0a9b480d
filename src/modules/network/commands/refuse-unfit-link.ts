import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { Tx } from '#platform/tx.ts'
import type { addLink } from '../contract.ts'
import { siteNames } from '../queries/links.ts'
import { isOpenSite } from '../queries/sites.ts'
import { linkClosesCircle, linkPrimaryTaken, linkUnfit, siteNotOpen } from '../refusals.ts'
import { circleWith } from '../rules/uplinks.ts'
import { lockPrimaryLinks } from '../store/links.ts'

type Wanted = Pick<ParsedInputOf<typeof addLink>, 'siteId' | 'towardsSiteId' | 'provider' | 'role'>

/** Keeps the primary uplinks a forest: one for each site, and each ends at a provider. */
export async function refuseUnfitLink(tx: Tx, wanted: Wanted & { linkId: string }): Promise<void> {
  const { siteId, towardsSiteId, provider, linkId } = wanted
  const isOwn = towardsSiteId === siteId
  if (isOwn || (towardsSiteId === null) !== (provider !== null)) {
    throw linkUnfit({}, [{ path: 'towardsSiteId', message: 'Choose a site or name a provider.' }])
  }
  for (const [path, site] of [
    ['siteId', siteId],
    ['towardsSiteId', towardsSiteId],
  ] as const) {
    if (site !== null && !(await isOpenSite(tx, site))) {
      throw siteNotOpen({}, [{ path, message: 'Choose an open site.' }])
    }
  }
  const others = (await lockPrimaryLinks(tx)).filter((link) => link.id !== linkId)
  if (wanted.role !== 'primary') return
  const there = others.find((link) => link.site_id === siteId)
  if (there) throw linkPrimaryTaken({ name: there.name }, [{ path: 'role', message: 'Taken.' }])
  const circle = circleWith(
    others.map((link) => ({ siteId: link.site_id, towardsSiteId: link.towards_site_id })),
    { siteId, towardsSiteId },
  )
  if (circle.length === 0) return
  const sites = (await siteNames(tx, circle)).join(' → ')
  throw linkClosesCircle({ sites }, [{ path: 'towardsSiteId', message: sites }])
}

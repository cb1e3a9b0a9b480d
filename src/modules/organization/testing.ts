import type { Tx } from '#platform/tx.ts'
import { openSite } from './commands/open-site.ts'
import { siteInput, type SiteInput } from './contract.ts'
import { siteNow } from './queries/sites.ts'

export { changeSetting } from './commands/change-setting.ts'

let sites = 0

/** An open site, in Nairobi unless said. */
export async function aSite(tx: Tx, given: Partial<SiteInput> = {}) {
  const number = ++sites
  const input = siteInput.parse({
    name: `Site ${number}`,
    code: `SITE-${number}`,
    kind: 'tower',
    county: 'Nairobi',
    town: null,
    address: null,
    at: null,
    contact: null,
    notes: '',
    ...given,
  } satisfies SiteInput)
  return siteNow(tx, await openSite(tx, input))
}

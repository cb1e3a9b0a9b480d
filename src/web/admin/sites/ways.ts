import { call } from '#kernel/client.ts'
import { listSites } from '#modules/organization/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { MapPin, MapPinPlus } from 'lucide-react'

const FOUND_MAX = 5

export const ways = defineWays({
  nav: [
    {
      area: 'organization',
      label: 'organization.sites.title',
      icon: MapPin,
      to: paths.sites(),
      permission: listSites,
      order: 20,
      key: 's',
    },
  ],
  actions: [
    {
      label: 'organization.sites.open',
      icon: MapPinPlus,
      to: `${paths.sites()}?open=new`,
      permission: 'organization.change-sites',
    },
  ],
  finders: [
    {
      name: 'sites',
      permission: listSites,
      find: async (query, signal) => {
        const { items } = await call(listSites, { q: query, limit: FOUND_MAX }, { signal })
        return items.map((site) => ({
          icon: MapPin,
          title: site.name,
          detail: `${site.code} · ${site.county}`,
          to: paths.site(site.id),
        }))
      },
    },
  ],
})

import { call } from '#kernel/client.ts'
import { listNas } from '#modules/network/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { Cable, Network, Router, ScrollText, ServerCog, UserSearch } from 'lucide-react'

const FOUND_MAX = 5

export const ways = defineWays({
  nav: [
    {
      area: 'network',
      label: 'network.routers.title',
      icon: Router,
      to: paths.routers(),
      permission: 'network.read',
      order: 20,
      key: 'r',
    },
    {
      area: 'network',
      label: 'network.pools.title',
      icon: Network,
      to: paths.pools(),
      permission: 'network.read',
      order: 30,
    },
    {
      area: 'network',
      label: 'network.links.title',
      icon: Cable,
      to: paths.links(),
      permission: 'network.read',
      order: 40,
    },
    {
      area: 'network',
      label: 'network.profiles.title',
      icon: ScrollText,
      to: paths.routerProfiles(),
      permission: 'network.read',
      order: 50,
    },
  ],
  actions: [
    {
      label: 'network.routers.add',
      icon: ServerCog,
      to: `${paths.routers()}?open=new`,
      permission: 'network.change',
    },
    {
      label: 'network.pools.tabHolders',
      icon: UserSearch,
      to: paths.pools('holders'),
      permission: 'network.find-holders',
    },
  ],
  finders: [
    {
      name: 'routers',
      permission: 'network.read',
      find: async (query, signal) => {
        const { items } = await call(listNas, { q: query, limit: FOUND_MAX }, { signal })
        return items.map((router) => ({
          icon: Router,
          title: router.name,
          detail: `${router.siteName} · ${router.address ?? router.tunnelAddress ?? ''}`,
          to: paths.router(router.id),
        }))
      },
    },
  ],
})

import { Cable, Network, Router, ScrollText, ServerCog, UserSearch } from 'lucide-react'
import { call } from '#kernel/client.ts'
import { listNas } from '#modules/network/contract.ts'
import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

const FOUND_MAX = 5

export const screens = defineScreens({
  screens: [
    {
      path: paths.routers(),
      page: () => import('./RoutersPage.tsx').then((module) => module.RoutersPage),
      title: 'network.routers.title',
    },
    {
      path: paths.router('$nasId'),
      page: () => import('./RouterPage.tsx').then((module) => module.RouterPage),
      title: 'network.routers.title',
    },
    {
      path: paths.pools(),
      page: () => import('./PoolsPage.tsx').then((module) => module.PoolsPage),
      title: 'network.pools.title',
    },
    {
      path: paths.pools('holders'),
      page: () => import('./HoldersPage.tsx').then((module) => module.HoldersPage),
      title: 'network.pools.tabHolders',
    },
    {
      path: paths.pools('ports'),
      page: () => import('./PortPlansPage.tsx').then((module) => module.PortPlansPage),
      title: 'network.pools.tabPorts',
    },
    {
      path: paths.pool('$poolId'),
      page: () => import('./PoolPage.tsx').then((module) => module.PoolPage),
      title: 'network.pools.title',
    },
    {
      path: paths.routerProfiles(),
      page: () => import('./ProfilesPage.tsx').then((module) => module.ProfilesPage),
      title: 'network.profiles.title',
    },
    {
      path: paths.routerProfile('$profileRef'),
      page: () => import('./ProfilePage.tsx').then((module) => module.ProfilePage),
      title: 'network.profiles.title',
    },
    {
      path: paths.links(),
      page: () => import('./LinksPage.tsx').then((module) => module.LinksPage),
      title: 'network.links.title',
    },
  ],
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

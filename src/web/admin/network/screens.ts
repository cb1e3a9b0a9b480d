import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

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
})

import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.hotspots(),
      page: () => import('./DoorsPage.tsx').then((module) => module.DoorsPage),
      title: 'hotspot.title',
    },
    {
      path: paths.hotspots('purchases'),
      page: () => import('./PurchasesPage.tsx').then((module) => module.PurchasesPage),
      title: 'hotspot.purchases',
    },
    {
      path: paths.hotspot('$siteId'),
      page: () => import('./DoorPage.tsx').then((module) => module.DoorPage),
      title: 'hotspot.title',
    },
  ],
})

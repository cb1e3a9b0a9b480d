import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.organization(),
      page: () => import('./IdentityPage.tsx').then((module) => module.IdentityPage),
      title: 'organization.title',
    },
    {
      path: paths.organization('region'),
      page: () => import('./RegionPage.tsx').then((module) => module.RegionPage),
      title: 'organization.region',
    },
    {
      path: paths.organization('brand'),
      page: () => import('./BrandPage.tsx').then((module) => module.BrandPage),
      title: 'organization.brand',
    },
    {
      path: paths.organization('calendar'),
      page: () => import('./CalendarPage.tsx').then((module) => module.CalendarPage),
      title: 'organization.calendar',
    },
  ],
})

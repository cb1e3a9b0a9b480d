import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.sites(),
      page: () => import('./SitesPage.tsx').then((module) => module.SitesPage),
      title: 'organization.sites.title',
    },
    {
      path: paths.site('$siteId'),
      page: () => import('./SitePage.tsx').then((module) => module.SitePage),
      title: 'organization.sites.title',
    },
  ],
})

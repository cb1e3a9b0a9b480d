import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.account(),
      page: () => import('./ProfilePage.tsx').then((module) => module.ProfilePage),
      title: 'account.title',
    },
    {
      path: paths.account('security'),
      page: () => import('./SecurityPage.tsx').then((module) => module.SecurityPage),
      title: 'account.security',
    },
    {
      path: paths.account('sessions'),
      page: () => import('./MySessionsPage.tsx').then((module) => module.MySessionsPage),
      title: 'account.sessions',
    },
  ],
})

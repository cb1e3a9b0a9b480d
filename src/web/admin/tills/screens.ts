import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.tills(),
      page: () => import('./MyDrawerPage.tsx').then((module) => module.MyDrawerPage),
      title: 'tills.mine.title',
    },
    {
      path: paths.tills('drawers'),
      page: () => import('./DrawersPage.tsx').then((module) => module.DrawersPage),
      title: 'tills.drawers',
    },
    {
      path: paths.tills('day'),
      page: () => import('./DayPage.tsx').then((module) => module.DayPage),
      title: 'tills.day.title',
    },
    {
      path: paths.drawer('$drawerId'),
      page: () => import('./DrawerPage.tsx').then((module) => module.DrawerPage),
      title: 'tills.title',
    },
  ],
})

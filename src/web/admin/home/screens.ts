import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.home(),
      page: () => import('./HomePage.tsx').then((module) => module.HomePage),
      title: 'shell.home',
    },
  ],
})

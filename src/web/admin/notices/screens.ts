import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.notices(),
      page: () => import('./NoticesPage.tsx').then((module) => module.NoticesPage),
      title: 'notices.title',
    },
  ],
})

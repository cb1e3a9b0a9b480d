import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.style(),
      page: () => import('./StylePage.tsx').then((module) => module.StylePage),
      title: 'style.title',
      frame: 'bare',
    },
  ],
})

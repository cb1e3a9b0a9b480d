import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.demoPhones(),
      page: () => import('./PhonesPage.tsx').then((module) => module.PhonesPage),
      title: 'demo.phones',
    },
  ],
})

import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.services(),
      page: () => import('./ServicesPage.tsx').then((module) => module.ServicesPage),
      title: 'services.title',
    },
    {
      path: paths.service('$serviceId'),
      page: () => import('./ServicePage.tsx').then((module) => module.ServicePage),
      title: 'services.title',
    },
  ],
})

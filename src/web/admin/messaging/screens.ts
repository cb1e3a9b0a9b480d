import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.messages(),
      page: () => import('./MessagesPage.tsx').then((module) => module.MessagesPage),
      title: 'messaging.title',
    },
  ],
})

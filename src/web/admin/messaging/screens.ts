import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.messages(),
      page: () => import('./MessagesPage.tsx').then((module) => module.MessagesPage),
      title: 'messaging.title',
    },
    {
      path: paths.messages('texts'),
      page: () => import('./TextsPage.tsx').then((module) => module.TextsPage),
      title: 'messaging.texts.title',
    },
    {
      path: paths.messages('gateways'),
      page: () => import('./GatewaysPage.tsx').then((module) => module.GatewaysPage),
      title: 'messaging.gateways.title',
    },
    {
      path: paths.messages('opt-outs'),
      page: () => import('./OptOutsPage.tsx').then((module) => module.OptOutsPage),
      title: 'messaging.optOuts.title',
    },
    {
      path: paths.messages('spending'),
      page: () => import('./SpendingPage.tsx').then((module) => module.SpendingPage),
      title: 'messaging.spending.title',
    },
  ],
})

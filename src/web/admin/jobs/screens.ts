import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.jobs(),
      page: () => import('./QueuePage.tsx').then((module) => module.QueuePage),
      title: 'system.jobs.title',
    },
    {
      path: paths.jobs('events'),
      page: () => import('./EventsPage.tsx').then((module) => module.EventsPage),
      title: 'system.jobs.events',
    },
    {
      path: paths.jobs('automatic'),
      page: () => import('./AutomaticPage.tsx').then((module) => module.AutomaticPage),
      title: 'system.jobs.automatic',
    },
  ],
})

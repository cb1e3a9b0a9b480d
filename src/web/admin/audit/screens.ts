import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.audit(),
      page: () => import('./AuditPage.tsx').then((module) => module.AuditPage),
      title: 'system.audit.title',
    },
  ],
})

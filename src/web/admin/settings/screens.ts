import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.settings(),
      page: () => import('./SettingsPage.tsx').then((module) => module.SettingsPage),
      title: 'organization.settings.title',
    },
    {
      path: paths.settings('history'),
      page: () => import('./SettingHistoryPage.tsx').then((module) => module.SettingHistoryPage),
      title: 'organization.settings.historyTitle',
    },
  ],
})

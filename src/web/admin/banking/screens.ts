import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.bank(),
      page: () => import('./LinesPage.tsx').then((module) => module.LinesPage),
      title: 'banking.title',
    },
    {
      path: paths.bank('transfers'),
      page: () => import('./TransfersPage.tsx').then((module) => module.TransfersPage),
      title: 'banking.transfers.title',
    },
    {
      path: paths.bank('files'),
      page: () => import('./FilesPage.tsx').then((module) => module.FilesPage),
      title: 'banking.files.title',
    },
  ],
})

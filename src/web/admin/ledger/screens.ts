import { Shapes } from 'lucide-react'
import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.ledger(),
      page: () => import('./JournalsPage.tsx').then((module) => module.JournalsPage),
      title: 'ledger.title',
    },
  ],
  nav: [
    {
      area: 'organization',
      label: 'ledger.title',
      icon: Shapes,
      to: paths.ledger(),
      permission: 'ledger.read',
      order: 90,
    },
  ],
})

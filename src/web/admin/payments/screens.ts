import { Shapes } from 'lucide-react'
import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.payments(),
      page: () => import('./PaymentsPage.tsx').then((module) => module.PaymentsPage),
      title: 'payments.title',
    },
  ],
  nav: [
    {
      area: 'organization',
      label: 'payments.title',
      icon: Shapes,
      to: paths.payments(),
      permission: 'payments.read',
      order: 90,
    },
  ],
})

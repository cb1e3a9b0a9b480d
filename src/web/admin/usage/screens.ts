import { Gauge } from 'lucide-react'
import { askWhatIf } from '#modules/shaping/contract.ts'
import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.serviceUsage('$serviceId'),
      page: () => import('./UsagePage.tsx').then((module) => module.UsagePage),
      title: 'usage.title',
    },
    {
      path: paths.fairUseWhatIf(),
      page: () => import('./WhatIfPage.tsx').then((module) => module.WhatIfPage),
      title: 'usage.whatIf.title',
    },
  ],
  nav: [
    {
      area: 'network',
      label: 'usage.whatIf.title',
      icon: Gauge,
      to: paths.fairUseWhatIf(),
      permission: askWhatIf,
      order: 80,
    },
  ],
})

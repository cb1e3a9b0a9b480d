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
})

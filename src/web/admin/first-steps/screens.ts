import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.firstSteps(),
      page: () => import('./FirstStepsPage.tsx').then((module) => module.FirstStepsPage),
      title: 'organization.steps.title',
    },
  ],
})

import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

const page = () => import('./ReportsPage.tsx').then((module) => module.ReportsPage)

export const screens = defineScreens({
  screens: [
    { path: paths.reports(), page, title: 'desk.title' },
    { path: paths.reports('$report'), page, title: 'desk.title' },
  ],
})

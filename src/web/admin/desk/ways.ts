import { ChartColumn } from 'lucide-react'
import { readReport } from '#modules/desk/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const ways = defineWays({
  nav: [
    {
      area: 'money',
      label: 'desk.title',
      icon: ChartColumn,
      to: paths.reports('recurring'),
      permission: readReport,
      order: 50,
    },
  ],
})

import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { Workflow } from 'lucide-react'

export const ways = defineWays({
  nav: [
    {
      area: 'system',
      label: 'system.jobs.title',
      icon: Workflow,
      to: paths.jobs(),
      permission: 'platform.jobs-read',
      order: 20,
      key: 'b',
    },
  ],
})

import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { Building2 } from 'lucide-react'

export const ways = defineWays({
  nav: [
    {
      area: 'organization',
      label: 'organization.title',
      icon: Building2,
      to: paths.organization(),
      permission: 'organization.read',
      order: 10,
      key: 'o',
    },
  ],
})

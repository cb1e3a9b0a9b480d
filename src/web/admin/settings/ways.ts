import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { SlidersHorizontal } from 'lucide-react'

export const ways = defineWays({
  nav: [
    {
      area: 'organization',
      label: 'organization.settings.title',
      icon: SlidersHorizontal,
      to: paths.settings(),
      permission: 'organization.read-settings',
      order: 30,
      key: ',',
    },
  ],
})

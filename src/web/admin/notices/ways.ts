import { listNotices } from '#modules/notices/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { BellRing } from 'lucide-react'

export const ways = defineWays({
  nav: [
    {
      area: 'subscribers',
      label: 'notices.title',
      icon: BellRing,
      to: paths.notices(),
      permission: listNotices,
      order: 70,
    },
  ],
})

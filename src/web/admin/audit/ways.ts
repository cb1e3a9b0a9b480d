import { listAudit } from '#platform/audit/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { ScrollText } from 'lucide-react'

export const ways = defineWays({
  nav: [
    {
      area: 'system',
      label: 'system.audit.title',
      icon: ScrollText,
      to: paths.audit(),
      permission: listAudit,
      order: 10,
      key: 'a',
    },
  ],
})

import { listAudit } from '#platform/audit/contract.ts'
import { ScrollText } from 'lucide-react'
import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.audit(),
      page: () => import('./AuditPage.tsx').then((module) => module.AuditPage),
      title: 'system.audit.title',
    },
  ],
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

import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { Webhook } from 'lucide-react'

export const ways = defineWays({
  nav: [
    {
      area: 'system',
      label: 'system.webhooks.title',
      icon: Webhook,
      to: paths.webhooks(),
      permission: 'platform.webhooks-read',
      order: 30,
      key: 'w',
    },
  ],
})

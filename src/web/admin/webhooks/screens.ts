import { Webhook } from 'lucide-react'
import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.webhooks(),
      page: () => import('./WebhooksPage.tsx').then((module) => module.WebhooksPage),
      title: 'system.webhooks.title',
    },
    {
      path: paths.webhook('$webhookId'),
      page: () => import('./WebhookPage.tsx').then((module) => module.WebhookPage),
      title: 'system.webhooks.title',
    },
  ],
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

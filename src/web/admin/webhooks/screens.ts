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
})

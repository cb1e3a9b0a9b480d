import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

const subscriberPage = () => import('./SubscriberPage.tsx').then((module) => module.SubscriberPage)

export const screens = defineScreens({
  screens: [
    {
      path: paths.subscribers(),
      page: () => import('./SubscribersPage.tsx').then((module) => module.SubscribersPage),
      title: 'subscribers.title',
    },
    {
      path: paths.newSubscriber(),
      page: () => import('./NewSubscriberPage.tsx').then((module) => module.NewSubscriberPage),
      title: 'subscribers.new.title',
    },
    {
      path: paths.importSubscribers(),
      page: () => import('./ImportPage.tsx').then((module) => module.ImportPage),
      title: 'subscribers.importing.title',
    },
    ...([undefined, 'money', 'documents', 'standing', 'contracts', 'timeline'] as const).map(
      (part) => ({
        path: paths.subscriber('$subscriberId', part),
        page: subscriberPage,
        title: 'subscribers.title' as const,
      }),
    ),
  ],
})

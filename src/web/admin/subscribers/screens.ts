import { Building2, UserPlus, UserRound, Users } from 'lucide-react'
import { call } from '#kernel/client.ts'
import {
  addSubscriber,
  formatNumber,
  listSubscribers,
  runImport,
} from '#modules/subscribers/contract.ts'
import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

const FOUND_MAX = 6

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
  nav: [
    {
      area: 'subscribers',
      label: 'subscribers.title',
      icon: Users,
      to: paths.subscribers(),
      permission: listSubscribers,
      order: 10,
      key: 'u',
    },
  ],
  actions: [
    {
      label: 'subscribers.add',
      icon: UserPlus,
      to: paths.newSubscriber(),
      permission: addSubscriber,
    },
    {
      label: 'subscribers.importing.title',
      icon: Users,
      to: paths.importSubscribers(),
      permission: runImport,
    },
  ],
  finders: [
    {
      name: 'subscribers',
      permission: listSubscribers,
      find: async (query, signal) => {
        const { items } = await call(listSubscribers, { q: query, limit: FOUND_MAX }, { signal })
        return items.map((one) => ({
          icon: one.kind === 'company' ? Building2 : UserRound,
          title: one.name,
          detail: formatNumber(one.number),
          to: paths.subscriber(one.id),
        }))
      },
    },
  ],
})

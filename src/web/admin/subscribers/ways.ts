import { call } from '#kernel/client.ts'
import {
  addSubscriber,
  formatNumber,
  listSubscribers,
  runImport,
} from '#modules/subscribers/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { Building2, UserPlus, UserRound, Users } from 'lucide-react'

const FOUND_MAX = 6

export const ways = defineWays({
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

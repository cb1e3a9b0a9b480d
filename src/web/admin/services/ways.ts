import { call } from '#kernel/client.ts'
import { listServices } from '#modules/services/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { Wifi } from 'lucide-react'

const FOUND_MAX = 4

export const ways = defineWays({
  nav: [
    {
      area: 'subscribers',
      label: 'services.title',
      icon: Wifi,
      to: paths.services(),
      permission: listServices,
      order: 20,
      key: 'v',
    },
  ],
  finders: [
    {
      name: 'services',
      permission: listServices,
      find: async (query, signal) => {
        const { items } = await call(listServices, { q: query, limit: FOUND_MAX }, { signal })
        return items.map((one) => ({
          icon: Wifi,
          title: `${one.plan.name} · ${one.subscriber.name}`,
          detail: formatNumber(one.number),
          to: paths.service(one.id),
        }))
      },
    },
  ],
})

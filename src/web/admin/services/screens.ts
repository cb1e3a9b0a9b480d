import { Wifi } from 'lucide-react'
import { call } from '#kernel/client.ts'
import { listServices } from '#modules/services/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

const FOUND_MAX = 4

export const screens = defineScreens({
  screens: [
    {
      path: paths.services(),
      page: () => import('./ServicesPage.tsx').then((module) => module.ServicesPage),
      title: 'services.title',
    },
    {
      path: paths.service('$serviceId'),
      page: () => import('./ServicePage.tsx').then((module) => module.ServicePage),
      title: 'services.title',
    },
  ],
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

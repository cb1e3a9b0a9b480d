import { Banknote } from 'lucide-react'
import { listDrawers, openDrawer, readMyDrawer } from '#modules/tills/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const ways = defineWays({
  nav: [
    {
      area: 'money',
      label: 'tills.title',
      icon: Banknote,
      to: paths.tills('drawers'),
      permission: listDrawers,
      order: 15,
    },
  ],
  actions: [
    {
      label: 'tills.mine.title',
      icon: Banknote,
      to: paths.tills(),
      permission: readMyDrawer,
    },
    {
      label: 'tills.open.title',
      icon: Banknote,
      to: `${paths.tills()}?open=new`,
      permission: openDrawer,
    },
  ],
})

import { DoorOpen } from 'lucide-react'
import { listDoors } from '#modules/hotspot/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const ways = defineWays({
  nav: [
    {
      area: 'network',
      label: 'hotspot.title',
      icon: DoorOpen,
      to: paths.hotspots(),
      permission: listDoors,
      order: 70,
    },
  ],
})

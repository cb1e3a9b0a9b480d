import { askWhatIf } from '#modules/shaping/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { Gauge } from 'lucide-react'

export const ways = defineWays({
  nav: [
    {
      area: 'network',
      label: 'usage.whatIf.title',
      icon: Gauge,
      to: paths.fairUseWhatIf(),
      permission: askWhatIf,
      order: 80,
    },
  ],
})

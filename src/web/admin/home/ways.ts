import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { House } from 'lucide-react'

export const ways = defineWays({
  nav: [{ area: 'home', label: 'shell.home', icon: House, to: paths.home(), order: 0, key: 'h' }],
})

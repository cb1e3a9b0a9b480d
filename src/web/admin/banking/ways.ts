import { Landmark } from 'lucide-react'
import { importStatement, listLines } from '#modules/banking/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const ways = defineWays({
  nav: [
    {
      area: 'money',
      label: 'banking.title',
      icon: Landmark,
      to: paths.bank(),
      permission: listLines,
      order: 12,
    },
  ],
  actions: [
    {
      label: 'banking.import.title',
      icon: Landmark,
      to: `${paths.bank()}?open=new`,
      permission: importStatement,
    },
  ],
})

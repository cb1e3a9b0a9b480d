import { listAccounts, postByHand } from '#modules/ledger/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { BookOpenText, PenLine } from 'lucide-react'

export const ways = defineWays({
  nav: [
    {
      area: 'money',
      label: 'ledger.title',
      icon: BookOpenText,
      to: paths.ledger(),
      permission: listAccounts,
      order: 90,
    },
  ],
  actions: [
    {
      label: 'ledger.byHand.title',
      icon: PenLine,
      to: `${paths.ledger('journals')}?open=by-hand`,
      permission: postByHand,
    },
  ],
})

import { listMessages } from '#modules/messaging/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { MessageSquareText } from 'lucide-react'

export const ways = defineWays({
  nav: [
    {
      area: 'subscribers',
      label: 'messaging.title',
      icon: MessageSquareText,
      to: paths.messages(),
      permission: listMessages,
      order: 60,
    },
  ],
})

import { Ticket } from 'lucide-react'
import { addBatch, findVoucher, listBatches } from '#modules/vouchers/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const ways = defineWays({
  nav: [
    {
      area: 'money',
      label: 'vouchers.title',
      icon: Ticket,
      to: paths.vouchers(),
      permission: listBatches,
      order: 60,
    },
  ],
  actions: [
    {
      label: 'vouchers.add',
      icon: Ticket,
      to: `${paths.vouchers()}?open=new`,
      permission: addBatch,
    },
    {
      label: 'vouchers.find.title',
      icon: Ticket,
      to: `${paths.vouchers()}?open=find`,
      permission: findVoucher,
    },
  ],
})

import { call } from '#kernel/client.ts'
import { listPayments, recordPayment } from '#modules/payments/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { HandCoins, ReceiptText } from 'lucide-react'

const FOUND_MAX = 5

export const ways = defineWays({
  nav: [
    {
      area: 'money',
      label: 'payments.title',
      icon: HandCoins,
      to: paths.payments(),
      permission: listPayments,
      order: 10,
      key: 'p',
    },
  ],
  actions: [
    {
      label: 'payments.record.title',
      icon: HandCoins,
      to: `${paths.payments()}?open=new`,
      permission: recordPayment,
    },
  ],
  finders: [
    {
      name: 'payments',
      permission: listPayments,
      find: async (query, signal) => {
        const { items } = await call(listPayments, { q: query, limit: FOUND_MAX }, { signal })
        return items.map((payment) => ({
          icon: ReceiptText,
          title: payment.receipt,
          ...(payment.owner && { detail: payment.owner.name }),
          to: paths.payment(payment.id),
        }))
      },
    },
  ],
})

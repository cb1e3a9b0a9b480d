import { HandCoins, ReceiptText } from 'lucide-react'
import { call } from '#kernel/client.ts'
import { listPayments, recordPayment } from '#modules/payments/contract.ts'
import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

const FOUND_MAX = 5

export const screens = defineScreens({
  screens: [
    {
      path: paths.payments(),
      page: () => import('./PaymentsPage.tsx').then((module) => module.PaymentsPage),
      title: 'payments.title',
    },
    {
      path: paths.payments('suspense'),
      page: () => import('./SuspensePage.tsx').then((module) => module.SuspensePage),
      title: 'payments.suspense.title',
    },
    {
      path: paths.payments('refunds'),
      page: () => import('./RefundsPage.tsx').then((module) => module.RefundsPage),
      title: 'payments.refunds.title',
    },
    {
      path: paths.payment('$paymentId'),
      page: () => import('./PaymentPage.tsx').then((module) => module.PaymentPage),
      title: 'payments.title',
    },
  ],
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

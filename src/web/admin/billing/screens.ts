import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.invoices(),
      page: () => import('./InvoicesPage.tsx').then((module) => module.InvoicesPage),
      title: 'billing.title',
    },
    {
      path: paths.invoice('$invoiceId'),
      page: () => import('./InvoicePage.tsx').then((module) => module.InvoicePage),
      title: 'billing.title',
    },
  ],
})

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
    {
      path: paths.quotations(),
      page: () => import('./QuotationsPage.tsx').then((module) => module.QuotationsPage),
      title: 'billing.quotation.title',
    },
    {
      path: paths.quotation('$quotationId'),
      page: () => import('./QuotationPage.tsx').then((module) => module.QuotationPage),
      title: 'billing.quotation.title',
    },
    {
      path: paths.certificates(),
      page: () => import('./CertificatesPage.tsx').then((module) => module.CertificatesPage),
      title: 'billing.certificates.title',
    },
    {
      path: paths.priceChange('$priceChangeId'),
      page: () => import('./CampaignPage.tsx').then((module) => module.CampaignPage),
      title: 'catalog.change.title',
    },
    {
      path: paths.dunning(),
      page: () => import('./DunningPage.tsx').then((module) => module.DunningPage),
      title: 'billing.dunning.title',
    },
    {
      path: paths.billRuns(),
      page: () => import('./RunsPage.tsx').then((module) => module.RunsPage),
      title: 'billing.runs.title',
    },
    {
      path: paths.billRun('$runId'),
      page: () => import('./RunPage.tsx').then((module) => module.RunPage),
      title: 'billing.runs.title',
    },
  ],
})

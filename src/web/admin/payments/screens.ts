import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

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
      path: paths.payments('claims'),
      page: () => import('./ClaimsPage.tsx').then((module) => module.ClaimsPage),
      title: 'payments.claims.title',
    },
    {
      path: paths.payments('refunds'),
      page: () => import('./RefundsPage.tsx').then((module) => module.RefundsPage),
      title: 'payments.refunds.title',
    },
    {
      path: paths.payments('prompts'),
      page: () => import('./PromptsPage.tsx').then((module) => module.PromptsPage),
      title: 'payments.ask.list',
    },
    {
      path: paths.payments('standing'),
      page: () => import('./StandingOrdersPage.tsx').then((module) => module.StandingOrdersPage),
      title: 'payments.standing.title',
    },
    {
      path: paths.payments('reconciliation'),
      page: () =>
        import('./reconciliation/ReconciliationPage.tsx').then(
          (module) => module.ReconciliationPage,
        ),
      title: 'payments.statements.tab',
    },
    {
      path: paths.providerStatement('$statementId'),
      page: () =>
        import('./reconciliation/StatementPage.tsx').then((module) => module.StatementPage),
      title: 'payments.statements.title',
    },
    {
      path: paths.payments('businesses'),
      page: () =>
        import('./business/BusinessPaymentsPage.tsx').then((module) => module.BusinessPaymentsPage),
      title: 'payments.business.title',
    },
    {
      path: paths.payments('mpesa'),
      page: () => import('./MpesaPage.tsx').then((module) => module.MpesaPage),
      title: 'payments.mpesa.title',
    },
    {
      path: paths.payment('$paymentId'),
      page: () => import('./PaymentPage.tsx').then((module) => module.PaymentPage),
      title: 'payments.title',
    },
  ],
})

import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.ledger(),
      page: () => import('./AccountsPage.tsx').then((module) => module.AccountsPage),
      title: 'ledger.title',
    },
    {
      path: paths.ledger('journals'),
      page: () => import('./JournalsPage.tsx').then((module) => module.JournalsPage),
      title: 'ledger.journals.title',
    },
    {
      path: paths.journal('$journalId'),
      page: () => import('./JournalPage.tsx').then((module) => module.JournalPage),
      title: 'ledger.journals.title',
    },
    {
      path: paths.ledger('trial-balance'),
      page: () => import('./TrialBalancePage.tsx').then((module) => module.TrialBalancePage),
      title: 'ledger.balance.title',
    },
    {
      path: paths.ledger('periods'),
      page: () => import('./PeriodsPage.tsx').then((module) => module.PeriodsPage),
      title: 'ledger.periods.title',
    },
    {
      path: paths.ledger('seals'),
      page: () => import('./SealsPage.tsx').then((module) => module.SealsPage),
      title: 'ledger.seals.title',
    },
  ],
})

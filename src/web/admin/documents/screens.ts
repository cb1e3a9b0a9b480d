import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.creditNote('$creditNoteId'),
      page: () => import('./CreditNotePage.tsx').then((module) => module.CreditNotePage),
      title: 'documents.creditNote',
    },
    {
      path: paths.receipt('$paymentId'),
      page: () => import('./ReceiptPage.tsx').then((module) => module.ReceiptPage),
      title: 'documents.receipt',
    },
    {
      path: paths.statement('$subscriberId'),
      page: () => import('./StatementPage.tsx').then((module) => module.StatementPage),
      title: 'documents.statement',
    },
    {
      path: paths.drawerClose('$drawerId'),
      page: () => import('./DrawerClosePage.tsx').then((module) => module.DrawerClosePage),
      title: 'documents.drawerClose',
    },
    {
      path: paths.tillDayClose('$siteId', '$day'),
      page: () => import('./TillDayClosePage.tsx').then((module) => module.TillDayClosePage),
      title: 'documents.tillDayClose',
    },
    {
      path: paths.dayClose('$account', '$day'),
      page: () => import('./DayClosePage.tsx').then((module) => module.DayClosePage),
      title: 'documents.dayClose',
    },
    {
      path: paths.proForma('$subscriberId'),
      page: () => import('./ProFormaPage.tsx').then((module) => module.ProFormaPage),
      title: 'documents.proForma',
    },
    {
      path: paths.archives(),
      page: () => import('./ArchivesPage.tsx').then((module) => module.ArchivesPage),
      title: 'documents.archives.title',
    },
  ],
})

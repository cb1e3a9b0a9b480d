import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.vouchers(),
      page: () => import('./BatchesPage.tsx').then((module) => module.BatchesPage),
      title: 'vouchers.title',
    },
    {
      path: paths.vouchers('wrong-codes'),
      page: () => import('./WrongTriesPage.tsx').then((module) => module.WrongTriesPage),
      title: 'vouchers.wrong.title',
    },
    {
      path: paths.voucherBatch('$batchId'),
      page: () => import('./BatchPage.tsx').then((module) => module.BatchPage),
      title: 'vouchers.batch',
    },
  ],
})

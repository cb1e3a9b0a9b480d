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
      path: paths.vouchers('liability'),
      page: () => import('./LiabilityPage.tsx').then((module) => module.LiabilityPage),
      title: 'vouchers.liability.title',
    },
    {
      path: paths.vouchers('stolen'),
      page: () => import('./StolenTriesPage.tsx').then((module) => module.StolenTriesPage),
      title: 'vouchers.stolen.title',
    },
    {
      path: paths.voucher('$voucherId'),
      page: () => import('./VoucherPage.tsx').then((module) => module.VoucherPage),
      title: 'vouchers.find.title',
    },
    {
      path: paths.voucherBatch('$batchId'),
      page: () => import('./BatchPage.tsx').then((module) => module.BatchPage),
      title: 'vouchers.batch',
    },
  ],
})

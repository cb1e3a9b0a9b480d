import { must } from '#kernel/assert.ts'
import { isMyPayment, siteOfPayment } from '#modules/payments/index.ts'
import { serve } from '#platform/serve.ts'
import type { Read } from '#platform/tx.ts'
import { changeNotice } from './commands/change-notice.ts'
import { sendReceipt } from './commands/send-receipt.ts'
import { tellOutage } from './commands/tell-outage.ts'
import * as contract from './contract.ts'
import { noticesNow } from './queries/choices.ts'
import { countAtSite, outagesNow } from './queries/outages.ts'
import { previewOf } from './queries/preview.ts'
import { nobodysReceipt } from './refusals.ts'

export const routes = [
  serve(contract.listNotices, async (read) => ({ notices: await noticesNow(read) })),
  serve(contract.changeNotice, async (tx, input) => {
    await changeNotice(tx, input)
    return noticeNow(tx, input.notice)
  }),
  serve(contract.previewNotice, previewOf),
  serve(
    contract.sendReceipt,
    async (tx, input) => {
      await sendReceipt(tx, input)
      return {}
    },
    siteOfPayment,
  ),
  serve(contract.sendMyReceipt, async (tx, input) => {
    if (!(await isMyPayment(tx, input.paymentId))) throw nobodysReceipt()
    await sendReceipt(tx, input)
    return {}
  }),
  serve(contract.listOutages, async (read) => ({ outages: await outagesNow(read) })),
  serve(contract.tellOutage, async (tx, input) => {
    await tellOutage(tx, input)
    return must((await outagesNow(tx, input.id))[0], 'it was just written')
  }),
  serve(contract.countAtSite, async (read, { siteId }) => ({
    services: await countAtSite(read, siteId),
  })),
]

async function noticeNow(read: Read, name: contract.NoticeName) {
  return must(
    (await noticesNow(read)).find((one) => one.name === name),
    'the contract knows it',
  )
}

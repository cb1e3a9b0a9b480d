import { kes, moneyToWire } from '#kernel/money.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { serve, serveFile, type Route } from '#platform/serve.ts'
import { addBatch } from './commands/add-batch.ts'
import { askSheet } from './commands/ask-sheet.ts'
import { redeemIntoWallet } from './commands/redeem-into-wallet.ts'
import { restoreVoucher } from './commands/restore-voucher.ts'
import { sellVouchers } from './commands/sell-vouchers.ts'
import { voidVouchers } from './commands/void-vouchers.ts'
import * as contract from './contract.ts'
import { batchesPage, batchNow } from './queries/batches.ts'
import { liabilityNow } from './queries/liability.ts'
import { sheetFile } from './queries/sheets.ts'
import { stolenTriesPage } from './queries/stolen-tries.ts'
import { voucherNow } from './queries/voucher.ts'
import { voucherByCode, vouchersPage } from './queries/vouchers.ts'
import { wrongTriesPage } from './queries/wrong-tries.ts'

/** Does it, and answers the batch as it is then. */
function thenBatch<Input extends { batchId: string }>(
  command: (tx: Tx, input: Input) => Promise<void>,
) {
  return async (tx: Tx, input: Input) => {
    await command(tx, input)
    return batchNow(tx, input.batchId)
  }
}

export const routes: Route[] = [
  serve(contract.listBatches, batchesPage),
  serve(contract.readBatch, (read, { batchId }) => batchNow(read, batchId)),
  serve(contract.addBatch, async (tx, input) => {
    await addBatch(tx, input)
    return batchNow(tx, input.id)
  }),
  serve(contract.listVouchers, vouchersPage),
  serve(contract.sellVouchers, thenBatch(sellVouchers)),
  serve(contract.voidVouchers, thenBatch(voidVouchers)),
  serve(contract.askSheet, thenBatch(askSheet)),
  serveFile(contract.downloadSheet, sheetFile),
  serve(contract.findVoucher, voucherByCode),
  serve(contract.readVoucher, (read, { voucherId }) => voucherNow(read, voucherId)),
  serve(contract.restoreVoucher, async (tx, input) => {
    await restoreVoucher(tx, input)
    return voucherNow(tx, input.voucherId)
  }),
  serve(contract.payWithMyVoucher, async (tx, { code }, { ip }) => {
    const subscriberId = callingSubscriber(tx)
    const paid = await redeemIntoWallet(tx, { code, subscriberId, address: ip })
    return paid.kind === 'no' ? paid.refusal : { amount: moneyToWire(kes(paid.cents)) }
  }),
  serve(contract.listWrongTries, wrongTriesPage),
  serve(contract.listStolenTries, stolenTriesPage),
  serve(contract.readLiability, (read) => liabilityNow(read)),
]

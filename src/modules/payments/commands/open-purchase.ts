import type { Tx } from '#platform/tx.ts'
import { newPurchase, type Purchase } from './new-purchase.ts'
import { openPrompt } from './open-prompt.ts'

/**
 * As `askForPurchase`, and nothing is sent to the phone: whoever buys pays by hand with the account that `purchaseNow` says, or has paid
 * already and claims it by the receipt (`claimPayment`).
 */
export async function openPurchase(tx: Tx, asked: Purchase): Promise<void> {
  await openPrompt(tx, await newPurchase(tx, asked), 'by-hand')
}

import type { Tx } from '#platform/tx.ts'
import { newPurchase, type Purchase } from './new-purchase.ts'
import { openPrompt } from './open-prompt.ts'

/**
 * Asks a phone to pay for something of a later room: an hour at the captive page, for somebody who need not be a subscriber.
 * `purpose` and `reference` are that room's own and come back with `purchasePaid`; read how it stands with `purchaseNow`. The account
 * on the prompt is the purchase's own, so that typed by hand it means the same, and money that comes hours later still finds it.
 */
export async function askForPurchase(tx: Tx, asked: Purchase): Promise<void> {
  await openPrompt(tx, await newPurchase(tx, asked), 'to-the-phone')
}

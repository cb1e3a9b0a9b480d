import type { Money } from '#kernel/money.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import { newLetters } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { PURCHASE_MARK } from '../queries/purchases.ts'
import { openPrompt } from './open-prompt.ts'

const LETTERS = 8

/**
 * Asks a phone to pay for something of a later room: an hour at the captive page, for somebody who need not be a subscriber.
 * `purpose` and `reference` are that room's own and come back with `purchasePaid`; read how it stands with `purchaseNow`. The account
 * on the prompt is the purchase's own, so that typed by hand it means the same, and money that comes hours later still finds it.
 */
export async function askForPurchase(
  tx: Tx,
  asked: {
    readonly id: string
    readonly purpose: string
    readonly reference: string
    readonly phone: string
    readonly amount: Money
    readonly siteId: string | null
    /** The buyer, where known: then the money goes into their wallet. */
    readonly subscriberId?: string | null
  },
): Promise<void> {
  const { id, purpose, reference, phone, amount, siteId, subscriberId = null } = asked
  if (subscriberId !== null) await lockSubscribers(tx, [subscriberId])
  await openPrompt(tx, {
    ...{ id, subscriberId, siteId, phone, amount, purchase: { purpose, reference } },
    account: `${PURCHASE_MARK}${newLetters(LETTERS)}`,
  })
}

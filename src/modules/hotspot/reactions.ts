import { purchasePaid } from '#modules/payments/index.ts'
import { atOnce } from '#platform/events.ts'
import { makePurchase } from './commands/make-purchase.ts'
import { makePaid } from './jobs.ts'
import { PURPOSE } from './queries/purchases.ts'

/** In the payment's own transaction: who looks at the page sees both or neither. What fails there the reconciler tries again. */
export const reactions = [
  atOnce(
    purchasePaid,
    'hotspot.make-paid-at-once',
    (tx, { reference }) => makePurchase(tx, reference),
    { concerns: ({ purpose }) => purpose === PURPOSE, madeGoodBy: makePaid.name },
  ),
]

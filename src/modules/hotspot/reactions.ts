import { purchasePaid } from '#modules/payments/index.ts'
import { letOntoRouter } from '#modules/services/index.ts'
import { nasAdded, nasRestored } from '#modules/network/index.ts'
import { atOnce, on } from '#platform/events.ts'
import type { Tx } from '#platform/tx.ts'
import { makePurchase } from './commands/make-purchase.ts'
import { makePaid } from './jobs.ts'
import { passesBeside } from './queries/routers.ts'
import { PURPOSE } from './queries/purchases.ts'

/** In the payment's own transaction: who looks at the page sees both or neither. What fails there the reconciler tries again. */
export const reactions = [
  on(nasAdded, 'hotspot.let-passes-onto-added', letPassesOn),
  on(nasRestored, 'hotspot.let-passes-onto-restored', letPassesOn),
  atOnce(
    purchasePaid,
    'hotspot.make-paid-at-once',
    (tx, { reference }) => makePurchase(tx, reference),
    { concerns: ({ purpose }) => purpose === PURPOSE, madeGoodBy: makePaid.name },
  ),
]

/** A router that broke is replaced, and who has paid at its site gets on at the new one. */
async function letPassesOn(tx: Tx, { nasId }: { nasId: string }): Promise<void> {
  await letOntoRouter(tx, { nasId, serviceIds: await passesBeside(tx, nasId) })
}

import { atOnce } from '#platform/events.ts'
import { paymentAssigned, paymentReceived, refundFailed } from '#modules/payments/index.ts'
import { holdLifted, serviceActivated } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { renewFromWallets } from './commands/renew-from-wallets.ts'

async function renew(tx: Tx, { subscriberId }: { subscriberId: string | null }) {
  if (subscriberId !== null) await renewFromWallets(tx, { subscriberIds: [subscriberId] })
}

/** Whatever fills a wallet, or makes a service one that can be renewed, buys what it can in the same transaction. */
export const reactions = [
  atOnce(paymentReceived, 'billing.renew-paid', renew),
  atOnce(paymentAssigned, 'billing.renew-assigned', renew),
  atOnce(refundFailed, 'billing.renew-refunded', renew),
  atOnce(serviceActivated, 'billing.renew-activated', renew),
  atOnce(holdLifted, 'billing.renew-unheld', renew),
]

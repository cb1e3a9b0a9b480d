import { atOnce } from '#platform/events.ts'
import { paymentAssigned, paymentReceived, refundFailed } from '#modules/payments/index.ts'
import {
  holdLifted,
  planChanged,
  serviceActivated,
  servicesHeld,
  serviceTransferred,
} from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { keepStretch } from './commands/keep-stretch.ts'
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
  atOnce(planChanged, 'billing.keep-plan', (tx, { serviceId, subscriberId, fromVersionId }) =>
    keepStretch(tx, { serviceId, subscriberId, planVersionId: fromVersionId }),
  ),
  atOnce(serviceTransferred, 'billing.keep-owner', async (tx, { serviceId, fromSubscriberId }) => {
    const [service] = await servicesHeld(tx, { serviceIds: [serviceId] })
    if (!service) return
    const { planVersionId } = service
    await keepStretch(tx, { serviceId, subscriberId: fromSubscriberId, planVersionId })
  }),
]

import { atOnce, atOnceTogether } from '#platform/events.ts'
import {
  paymentAssigned,
  paymentReceived,
  paymentReversed,
  paymentUnassigned,
  refundFailed,
} from '#modules/payments/index.ts'
import {
  changeDropped,
  holdLifted,
  planChanged,
  serviceActivated,
  serviceEnded,
  servicesHeld,
  serviceTransferred,
} from '#modules/services/index.ts'
import { contractChanged, subscriberChanged } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { chargeLeaving } from './commands/charge-leaving.ts'
import { closeService } from './commands/close-service.ts'
import { creditHold } from './commands/credit-hold.ts'
import { handCycleOver } from './commands/hand-cycle-over.ts'
import { keepStretch } from './commands/keep-stretch.ts'
import { matchInvoice } from './commands/match-invoice.ts'
import { renewFromWallets } from './commands/renew-from-wallets.ts'
import { takeBackBought } from './commands/take-back-bought.ts'
import { lapseQuoteOf } from './store/plan-quotes.ts'

async function renew(tx: Tx, these: readonly { subscriberId: string | null }[]) {
  const subscriberIds = [...new Set(these.flatMap(({ subscriberId }) => subscriberId ?? []))]
  if (subscriberIds.length > 0) await renewFromWallets(tx, { subscriberIds })
}

/** The money is not theirs any more, and neither is what it bought. What of it comes into the wallet pays what else is wanted. */
async function takeBack(
  tx: Tx,
  { paymentId, subscriberId }: { paymentId: string; subscriberId: string | null },
) {
  if (subscriberId === null) return
  if (await takeBackBought(tx, { paymentId, subscriberId }))
    await renewFromWallets(tx, { subscriberIds: [subscriberId] })
}

/**
 * Whatever fills a wallet, or makes a service one that can be renewed, buys what it can in the same transaction; what is not used
 * comes back in that of whatever ends it.
 */
export const reactions = [
  atOnceTogether(paymentReceived, 'billing.renew-paid', async (tx, payments) => {
    const subscriberIds = payments.flatMap(({ subscriberId }) => subscriberId ?? [])
    if (subscriberIds.length > 0)
      await renewFromWallets(tx, { subscriberIds: [...new Set(subscriberIds)] })
  }),
  atOnce(
    paymentReceived,
    'billing.match-invoice',
    (tx, { paymentId }) => matchInvoice(tx, paymentId),
    // A savepoint for each payment of a batch would cost more than booking them does.
    { concerns: ({ subscriberId }) => subscriberId === null },
  ),
  atOnceTogether(paymentAssigned, 'billing.renew-assigned', renew),
  atOnce(paymentReversed, 'billing.take-back-reversed', takeBack),
  atOnce(paymentUnassigned, 'billing.take-back-unassigned', takeBack),
  atOnceTogether(refundFailed, 'billing.renew-refunded', renew),
  atOnceTogether(serviceActivated, 'billing.renew-activated', renew, {
    // By then the wallet has bought what it can, and all who issue invoices wait for that unit to end.
    concerns: ({ because }) => because !== 'bought',
  }),
  atOnce(planChanged, 'billing.keep-plan', (tx, { serviceId, subscriberId, fromVersionId }) =>
    keepStretch(tx, { serviceId, subscriberId, planVersionId: fromVersionId }),
  ),
  atOnce(serviceTransferred, 'billing.keep-owner', async (tx, { serviceId, fromSubscriberId }) => {
    const [service] = await servicesHeld(tx, { serviceIds: [serviceId] })
    if (!service) return
    const { planVersionId } = service
    await keepStretch(tx, { serviceId, subscriberId: fromSubscriberId, planVersionId })
  }),
  atOnce(holdLifted, 'billing.renew-unheld', async (tx, hold) => {
    const credited = hold.bills ? [] : await creditHold(tx, hold)
    await renewFromWallets(tx, { subscriberIds: [hold.subscriberId, ...credited] })
  }),
  atOnce(serviceEnded, 'billing.close-service', async (tx, ended) => {
    const credited = await closeService(tx, ended)
    if (credited.length > 0) await renewFromWallets(tx, { subscriberIds: credited })
  }),
  atOnce(serviceEnded, 'billing.charge-leaving', (tx, { serviceId, because }) =>
    chargeLeaving(tx, { serviceId, because }),
  ),
  atOnce(contractChanged, 'billing.charge-contract-end', async (tx, { contractId, state }) => {
    if (state === 'ended') await chargeLeaving(tx, { contractId })
  }),
  atOnce(subscriberChanged, 'billing.hand-cycle-over', handCycleOver, {
    concerns: ({ what }) => what === 'terms' || what === 'parent',
  }),
  atOnce(changeDropped, 'billing.lapse-quote', (tx, { changeId }) => lapseQuoteOf(tx, changeId)),
]

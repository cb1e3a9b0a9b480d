import { kes, moneyToWire } from '#kernel/money.ts'
import { noteMoments } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { quotationAccepted } from '../events.ts'
import { offeredLines } from '../queries/quotations.ts'
import { setEnded } from '../store/quotations.ts'
import { chargeOffered } from './charge-offered.ts'
import { holdQuotation } from './hold-quotation.ts'
import { orderOffered } from './order-offered.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

/**
 * The subscriber takes the offer: its services are ordered and its products invoiced, all of it or nothing, once however often it is
 * said. What was sent is honoured until its last day, also where the plan is not sold any more or costs something else; after that it
 * is refused. Services that wait for their money begin at once where the wallet has it.
 */
export async function acceptQuotation(tx: Tx, input: { quotationId: string }): Promise<void> {
  const { quotationId } = input
  const quotation = await holdQuotation(tx, { quotationId, verb: 'accept' })
  if (!quotation) return
  const { subscriberId, gross } = quotation
  const lines = await offeredLines(tx, quotationId)
  const serviceIds = await orderOffered(tx, quotation, lines)
  const invoiceId = await chargeOffered(tx, quotation, lines)
  await setEnded(tx, quotationId, { state: 'accepted', invoiceId, serviceIds })
  await renewFromWallets(tx, { subscriberIds: [subscriberId] })
  audit(tx, { objects: [{ table: 'billing.quotation', id: quotationId }] })
  await noteMoments(tx, [
    {
      ...{ subscriberId, what: 'billing.quotation-accepted' },
      facts: { quotationId, code: quotation.code ?? '', cents: String(gross) },
    },
  ])
  const amount = moneyToWire(kes(gross))
  tx.emit(quotationAccepted, { quotationId, subscriberId, amount }, { order: subscriberId })
}

import { kes } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import { promptOfPayment } from '../queries/prompt-facts.ts'
import { purchaseByAccount } from '../queries/purchases.ts'
import { readPayerPhone } from '../rules/payer-phone.ts'
import { ownerOf } from '../store.ts'
import { lockPrompt } from '../store/mpesa.ts'
import { markPaid } from './mark-paid.ts'
import { receivePayment } from './receive-payment.ts'
import type { Received, ReceivedMoney } from './receive-payments.ts'

/** A payment to a shortcode, told by another way than the callback of a prompt. */
type Told = Pick<ReceivedMoney, 'receipt' | 'channel' | 'into' | 'paidAt' | 'payer'> & {
  readonly cents: bigint
  readonly account: string | null
}

/**
 * Books it, and ends the prompt that it answers. A purchase is known by its account, also days later and by hand: its money is the
 * buyer's and nobody else's, so it goes past the matching, and to whoever got what came for it before.
 */
export async function bookTold(tx: Tx, { cents, ...told }: Told): Promise<Received> {
  const money = { ...told, rail: 'mpesa' as const, amount: kes(cents) }
  const purchaseId = await purchaseByAccount(tx, told.account)
  if (purchaseId !== undefined) {
    const purchase = await lockPrompt(tx, purchaseId)
    const buyer =
      purchase.subscriber_id ??
      (purchase.payment_id === null ? null : await ownerOf(tx, purchase.payment_id))
    const owner = buyer === null ? null : { subscriberId: buyer, by: 'caller' as const }
    const received = await receivePayment(tx, { ...money, owner })
    // Too little pays for nothing: it waits in suspense, with the account that says what it was for.
    if (received.cents >= purchase.cents) await markPaid(tx, purchase, received.paymentId)
    return received
  }
  const received = await receivePayment(tx, money)
  const { paymentId, subscriberId } = received
  const { paidAt } = told
  const payer = readPayerPhone(told.payer?.phone ?? told.payer?.told)
  const answered =
    subscriberId && (await promptOfPayment(tx, { paymentId, subscriberId, cents, paidAt, payer }))
  if (answered) await markPaid(tx, await lockPrompt(tx, answered), paymentId)
  return received
}

import { formatMoney, kes } from '#kernel/money.ts'
import { must } from '#kernel/assert.ts'
import { Refusal } from '#kernel/refusal.ts'
import { sendMessage } from '#modules/messaging/index.ts'
import { askRefund, paymentNow, purchaseNow, sendRefund } from '#modules/payments/index.ts'
import { settingValue } from '#modules/organization/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { purchaseUndone } from '../events.ts'
import { sendsMoneyBack } from '../queries/settings.ts'
import { moneyGoesBack } from '../queries/texts.ts'
import type { Undone } from '../rules/undeliverable.ts'
import { lockPurchase, markUndone } from '../store.ts'

const REASONS: Readonly<Record<Undone, string>> = {
  closed: 'Hotspot: closed when it was paid',
  refused: 'Hotspot: could not be given',
}

/**
 * What was paid and cannot be given goes back to the phone that asked for it, all of it and no more: a refund, which is sent by itself where
 * the ISP lets it and its paybill can, else by staff. Whoever paid is told. Again does nothing, and money that staff gave to somebody
 * meanwhile stays there.
 */
export async function giveBack(tx: Tx, purchaseId: string, because: Undone): Promise<void> {
  const purchase = await lockPurchase(tx, purchaseId)
  if (purchase.service_id !== null || purchase.undone_at !== null) return
  const { paymentId } = await purchaseNow(tx, purchaseId)
  const payment = await paymentNow(tx, must(paymentId, 'it was paid'))
  if (payment.owner !== null) return
  const amount = kes(BigInt(payment.amount.cents))
  // Its own id: of one purchase there is one refund, whatever runs twice.
  const refund = { id: purchaseId, paymentId: payment.id, amount }
  await askRefund(tx, { ...refund, reason: REASONS[because] })
  if (await settingValue(tx, sendsMoneyBack)) await sendWhereWeCan(tx, refund.id, purchase.phone)
  await markUndone(tx, purchaseId, because)
  const language = purchase.language === 'sw' ? 'sw' : 'en'
  await sendMessage(tx, {
    key: `hotspot.money-goes-back:${purchaseId}`,
    to: { language, phone: purchase.phone },
    says: {
      template: moneyGoesBack,
      values: { amount: formatMoney(amount, language) },
    },
  })
  const siteId = purchase.site_id
  audit(tx, { objects: [{ table: 'hotspot.purchase', id: purchaseId }], siteId })
  tx.emit(purchaseUndone, { purchaseId, siteId, because })
}

/** What cannot be sent by itself (nobody may send, too little for M-Pesa, cents) waits for staff among the refunds. */
async function sendWhereWeCan(tx: Tx, refundId: string, phone: string): Promise<void> {
  try {
    await sendRefund(tx, { refundId, phone })
  } catch (error) {
    // It refuses before it writes anything.
    if (!(error instanceof Refusal)) throw error
  }
}

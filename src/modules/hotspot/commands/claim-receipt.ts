import { newId } from '#kernel/id.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { CLAIM_WORDS } from '#modules/payments/contract.ts'
import { claimPayment } from '#modules/payments/index.ts'
import type { Tx } from '#platform/tx.ts'
import { madeOf } from '../queries/purchases.ts'
import { receiptOther, receiptRefused } from '../refusals.ts'
import { makePurchase } from './make-purchase.ts'

export type ClaimedReceipt =
  /** What it bought, before or now. */
  | { readonly kind: 'pass'; readonly serviceId: string }
  /** It pays for the purchase that they are in front of; the payment's own announcement makes it. */
  | { readonly kind: 'paid' }
  /** M-Pesa is asked about it. */
  | { readonly kind: 'waiting'; readonly claimId: string }
  | { readonly kind: 'no'; readonly refusal: Refusal }

/**
 * Whoever has the receipt of a payment gets back to what it bought; or it pays for the purchase that they are in front of, where it was paid
 * past us. Wrong ones are answered and not thrown, because they are counted.
 */
export async function claimReceipt(
  tx: Tx,
  input: { receipt: string; purchaseId: string | null; device: string; address: string },
): Promise<ClaimedReceipt> {
  const { receipt, purchaseId: promptId, device, address } = input
  const { claimId, state, why, bought } = await claimPayment(tx, {
    ...{ id: newId(tx.now), receipt, phone: null },
    by: { kind: 'visitor', promptId, device, address },
  })
  if (state === 'waiting') return { kind: 'waiting', claimId }
  if (bought !== null) {
    if (!(await madeOf(tx, bought))) return { kind: 'no', refusal: receiptOther() }
    await makePurchase(tx, bought)
    const made = await madeOf(tx, bought)
    if (made?.serviceId) return { kind: 'pass', serviceId: made.serviceId }
  }
  if (state === 'given' && promptId !== null) return { kind: 'paid' }
  const reason = why ?? 'choose'
  return { kind: 'no', refusal: receiptRefused({ why: reason, words: CLAIM_WORDS[reason].en }) }
}

import { must } from '#kernel/assert.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { renewFromWallets } from '#modules/billing/index.ts'
import { post } from '#modules/ledger/index.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { voucherPaidIn } from '../events.ts'
import { batchCode } from '../queries/batches.ts'
import { codeUsed, codeWorthNothing } from '../refusals.ts'
import { creditJournal, redemptionJournal } from '../rules/books.ts'
import { countBatch, markPaidIn } from '../store.ts'
import { findGood } from './find-good.ts'

export type PaidIn =
  /** `again`: theirs already, from a try whose answer was lost. */
  | { readonly kind: 'paid-in' | 'again'; readonly cents: bigint }
  | { readonly kind: 'no'; readonly refusal: Refusal }

/**
 * Puts what a code is worth into the wallet of a subscriber who types it at the portal, and renews with it what is due, in one unit. Its
 * plan is of no matter here: a voucher is a way to pay.
 */
export async function redeemIntoWallet(
  tx: Tx,
  input: { code: string; subscriberId: string; address: string },
): Promise<PaidIn> {
  const { code, subscriberId, address } = input
  // Where a site is asked for, a portal is at none: such codes are for that place.
  const [found] = await findGood(tx, [{ code, siteId: null, device: subscriberId, address }])
  if (!found || found.kind === 'no') return must(found, 'each try is answered')
  const { voucher, batch } = found
  const { face_cents: face } = batch
  if (found.kind === 'used')
    return voucher.subscriber_id === subscriberId
      ? { kind: 'again', cents: face }
      : { kind: 'no', refusal: codeUsed() }
  if (face === 0n) return { kind: 'no', refusal: codeWorthNothing() }
  await lockSubscribers(tx, [subscriberId])
  await markPaidIn(tx, voucher.id, subscriberId)
  const memo = `${batchCode(batch.number)}-${voucher.serial}`
  const ofCode = { voucherId: voucher.id, face, memo }
  await post(tx, creditJournal({ ...ofCode, subscriberId }))
  await renewFromWallets(tx, { subscriberIds: [subscriberId] })
  await post(tx, redemptionJournal({ ...ofCode, batchId: batch.id }))
  await countBatch(tx, batch.id, { sold: -1, redeemed: 1 })
  audit(tx, { objects: [{ table: 'vouchers.voucher', id: voucher.id }] })
  const { batch_id: batchId, serial } = voucher
  tx.emit(voucherPaidIn, { batchId, serial, subscriberId, amount: moneyToWire(kes(face)) })
  return { kind: 'paid-in', cents: face }
}

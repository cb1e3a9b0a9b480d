import type { Refusal } from '#kernel/refusal.ts'
import { post } from '#modules/ledger/index.ts'
import { orderService } from '#modules/services/index.ts'
import { findOrAddGuest } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { voucherRedeemed } from '../events.ts'
import { batchCode, type batchFacts } from '../queries/batches.ts'
import { codeUsed } from '../refusals.ts'
import { creditJournal, redemptionJournal } from '../rules/books.ts'
import { countBatch, markRedeemed } from '../store.ts'
import { buyAtPrice } from './buy-at-price.ts'
import { findGood, type Tried } from './find-good.ts'

export type Redeemed =
  | {
      /** `again`: it was used before; whoever holds the code gets back to what it gave. */
      readonly kind: 'redeemed' | 'again'
      readonly serviceId: string
    }
  /** Answered and not thrown, because the try has to be counted. */
  | { readonly kind: 'no'; readonly refusal: Refusal }

/**
 * Uses a code: a service of the batch's plan, paid with what the code is worth, whose time runs from now on. One code is one service,
 * however many redeem it at once: the first locks it, the others find it used and are led to the same service, which bounds how many devices
 * are online.
 */
export async function redeemVoucher(
  tx: Tx,
  input: Tried & { language: 'en' | 'sw' },
): Promise<Redeemed> {
  const found = await findGood(tx, input)
  if (found.kind === 'no') return found
  const { voucher, batch } = found
  if (found.kind === 'used')
    return voucher.service_id === null
      ? { kind: 'no', refusal: codeUsed() }
      : { kind: 'again', serviceId: voucher.service_id }
  const { siteId, language } = input
  return { kind: 'redeemed', serviceId: await give(tx, { voucher, batch, siteId, language }) }
}

async function give(
  tx: Tx,
  given: {
    voucher: { id: string; batch_id: string; serial: number }
    batch: Awaited<ReturnType<typeof batchFacts>>
    siteId: string | null
    language: 'en' | 'sw'
  },
): Promise<string> {
  const { voucher, batch, siteId, language } = given
  const memo = `${batchCode(batch.number)}-${voucher.serial}`
  const guest = { phone: null, name: `Voucher ${memo}`, language, siteId }
  const subscriberId = await findOrAddGuest(tx, guest)
  const { plan_version_id: planVersionId } = batch
  const { serviceId } = await orderService(tx, {
    ...{ subscriberId, planVersionId, siteId, pay: 'prepaid', grace_s: 0 },
    ...{ access: 'hotspot', waitsFor: 'payment', autoRenew: false, sessionsMax: batch.devices },
  })
  await markRedeemed(tx, voucher.id, { serviceId, siteId })
  const { face_cents: face } = batch
  const ofCode = { voucherId: voucher.id, face, memo }
  if (face > 0n) await post(tx, creditJournal({ ...ofCode, subscriberId }))
  await buyAtPrice(tx, {
    ...{ subscriberId, serviceId, planVersionId, cents: face, reason: 'Voucher' },
  })
  // Last, because from here on all others who redeem codes of this batch wait for this unit to end.
  if (face > 0n) await post(tx, redemptionJournal({ ...ofCode, batchId: batch.id }))
  await countBatch(tx, batch.id, { sold: -1, redeemed: 1 })
  audit(tx, { objects: [{ table: 'vouchers.voucher', id: voucher.id }] })
  const { batch_id: batchId, serial } = voucher
  tx.emit(voucherRedeemed, { batchId, serial, serviceId, subscriberId })
  return serviceId
}

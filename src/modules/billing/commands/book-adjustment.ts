import { kes, moneyToWire } from '#kernel/money.ts'
import { post } from '#modules/ledger/index.ts'
import { noteMoments } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { invoiceSettled } from '../events.ts'
import { adjustmentJournal, adjustmentKey, intoWallet } from '../rules/adjustments.ts'
import { insertAllocations } from '../store.ts'
import { insertAdjustment, type NewAdjustment } from '../store/adjustments.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

/**
 * Books what somebody decided for a subscriber, whom the caller has locked: the row, its journal, and what it settles. What comes
 * into the wallet by it buys what it can.
 */
export async function bookAdjustment(
  tx: Tx,
  one: NewAdjustment & { readonly memo?: string },
): Promise<void> {
  const { id, subscriberId, kind, cents, toWallet, invoiceId } = one
  await insertAdjustment(tx, one)
  await post(tx, adjustmentJournal(one))
  const settles = cents - toWallet
  if (invoiceId !== undefined && settles > 0n) {
    const key = adjustmentKey(id)
    const settled = await insertAllocations(tx, [
      { invoiceId, key, adjustmentId: id, cents: settles, source: 'adjustment' },
    ])
    // A debt that is given up is not paid: nobody is told that it was.
    if (settled.has(invoiceId) && kind !== 'write-off') {
      const amount = moneyToWire(kes(settles))
      tx.emit(invoiceSettled, { invoiceId, subscriberId, amount }, { order: subscriberId })
    }
  }
  audit(tx, { objects: [{ table: 'billing.adjustment', id }], reason: one.reason })
  await noteMoments(tx, [
    { subscriberId, what: `billing.${kind}`, facts: { adjustmentId: id, cents: String(cents) } },
  ])
  if (intoWallet(one) > 0n || (invoiceId !== undefined && kind !== 'write-off'))
    await renewFromWallets(tx, { subscriberIds: [subscriberId] })
}

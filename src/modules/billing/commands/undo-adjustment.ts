import { must } from '#kernel/assert.ts'
import { findJournal, reverse } from '#modules/ledger/index.ts'
import { lockSubscribers, noteMoments } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { adjustmentForChange } from '../queries/adjustments.ts'
import { adjustmentIsUsed, adjustmentNotFound, adjustmentUndone } from '../refusals.ts'
import { adjustmentKey, intoWallet } from '../rules/adjustments.ts'
import { insertAllocations } from '../store.ts'
import { markUndone } from '../store/adjustments.ts'
import { refuseBeyondWallet } from './refuse-beyond-wallet.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

/** A relief of which part is owed again, because the debtor paid after all. */
async function wasRecoveredSince(
  tx: Tx,
  { kind, ofId, at }: { kind: string; ofId: string | null; at: Temporal.Instant },
): Promise<boolean> {
  const debt = kind === 'vat-relief' && ofId ? await adjustmentForChange(tx, ofId) : undefined
  return (debt?.came ?? []).some(
    (one) => one.kind === 'recovery' && !one.isUndone && Temporal.Instant.compare(one.at, at) >= 0,
  )
}

/**
 * Undoes what was booked by mistake: its journal is reversed, and what it settled is open again. Not where something came of it that stands:
 * a deposit that was used, a debt that was recovered; nor where the money was spent.
 */
export async function undoAdjustment(
  tx: Tx,
  { adjustmentId, reason }: { adjustmentId: string; reason: string },
): Promise<string> {
  const before = await adjustmentForChange(tx, adjustmentId)
  if (!before) throw adjustmentNotFound()
  const { subscriberId } = before
  await lockSubscribers(tx, [subscriberId])
  const one = must(await adjustmentForChange(tx, adjustmentId), 'it was there, and none is deleted')
  if (one.isUndone) throw adjustmentUndone()
  if (one.isUsed || (await wasRecoveredSince(tx, one))) throw adjustmentIsUsed()
  await refuseBeyondWallet(tx, subscriberId, intoWallet(one))
  const key = `${adjustmentKey(adjustmentId)}:undone`
  const journal = must(await findJournal(tx, adjustmentKey(adjustmentId)), 'it was booked with it')
  await reverse(tx, { journalId: journal.id, key })
  const settled = one.cents - one.toWallet
  if (one.invoiceId !== null && settled > 0n)
    await insertAllocations(tx, [
      {
        ...{ invoiceId: one.invoiceId, key, adjustmentId, cents: -settled },
        source: 'adjustment',
      },
    ])
  await markUndone(tx, adjustmentId, reason)
  audit(tx, { objects: [{ table: 'billing.adjustment', id: adjustmentId }], reason })
  await noteMoments(tx, [
    {
      ...{ subscriberId, what: 'billing.undone' },
      facts: { adjustmentId, cents: String(one.cents) },
    },
  ])
  // What is open again, and what is in the wallet again, is looked at together.
  await renewFromWallets(tx, { subscriberIds: [subscriberId] })
  return subscriberId
}

import { can } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { recordPayment } from '#modules/payments/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { takeDeposit as endpoint } from '../contract.ts'
import { mayNotTakeMoney } from '../refusals.ts'
import { bookAdjustment } from './book-adjustment.ts'
import { isNewAdjustment } from './is-new-adjustment.ts'
import { refuseBeyondWallet } from './refuse-beyond-wallet.ts'

/**
 * Holds money as a deposit, which stays the subscriber's: it is no revenue, bears no tax and buys nothing until it is used or given back.
 * What is handed over with it is booked in the same unit, before anything overdue could take it.
 */
export async function takeDeposit(
  tx: Tx,
  { subscriberId, id, amount, reason, payment }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const one = { id, subscriberId, kind: 'deposit', cents: amount.cents } as const
  if (!(await isNewAdjustment(tx, one))) return
  if (payment) {
    if (!can(tx.actor, 'payments.record')) throw mayNotTakeMoney()
    await recordPayment(tx, { ...payment, id: newId(tx.now), subscriberId, amount, note: null })
  }
  await refuseBeyondWallet(tx, subscriberId, amount.cents)
  await bookAdjustment(tx, { ...one, toWallet: 0n, reason })
}

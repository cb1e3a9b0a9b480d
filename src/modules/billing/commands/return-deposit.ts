import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { decimalMoney, kes } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import type { returnDeposit as endpoint } from '../contract.ts'
import { adjustmentForChange } from '../queries/adjustments.ts'
import { adjustmentNotFound, moreThanLeft } from '../refusals.ts'
import { bookAdjustment } from './book-adjustment.ts'
import { isNewAdjustment } from './is-new-adjustment.ts'

/** Gives a deposit back into the wallet, where it settles what is overdue; the rest can be refunded from there. */
export async function returnDeposit(
  tx: Tx,
  { adjustmentId, id, amount, reason }: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const before = await adjustmentForChange(tx, adjustmentId)
  if (before?.kind !== 'deposit') throw adjustmentNotFound()
  const { subscriberId } = before
  const one = { id, subscriberId, kind: 'deposit-returned', cents: amount.cents } as const
  if (!(await isNewAdjustment(tx, one))) return subscriberId
  const deposit = (await adjustmentForChange(tx, adjustmentId)) ?? before
  if (deposit.isUndone) throw adjustmentNotFound()
  if (amount.cents > deposit.left) {
    const most = decimalMoney(kes(deposit.left))
    throw moreThanLeft({ left: most }, [{ path: 'amount', message: `At most ${most}.` }])
  }
  await bookAdjustment(tx, { ...one, toWallet: 0n, ofId: adjustmentId, reason })
  return subscriberId
}

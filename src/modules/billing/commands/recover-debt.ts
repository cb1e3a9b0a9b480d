import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { decimalMoney, kes } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import type { recoverDebt as endpoint } from '../contract.ts'
import { adjustmentForChange } from '../queries/adjustments.ts'
import { adjustmentNotFound, moreThanLeft } from '../refusals.ts'
import { bookAdjustment } from './book-adjustment.ts'
import { isNewAdjustment } from './is-new-adjustment.ts'
import { refuseBeyondWallet } from './refuse-beyond-wallet.ts'

/** A debt that was given up is paid after all, from the wallet: the loss becomes smaller by it. */
export async function recoverDebt(
  tx: Tx,
  { adjustmentId, id, amount, reason }: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const before = await adjustmentForChange(tx, adjustmentId)
  if (before?.kind !== 'write-off') throw adjustmentNotFound()
  const { subscriberId } = before
  const one = { id, subscriberId, kind: 'recovery', cents: amount.cents } as const
  if (!(await isNewAdjustment(tx, one))) return subscriberId
  const debt = (await adjustmentForChange(tx, adjustmentId)) ?? before
  if (debt.isUndone) throw adjustmentNotFound()
  if (amount.cents > debt.left) {
    const most = decimalMoney(kes(debt.left))
    throw moreThanLeft({ left: most }, [{ path: 'amount', message: `At most ${most}.` }])
  }
  await refuseBeyondWallet(tx, subscriberId, amount.cents)
  await bookAdjustment(tx, { ...one, toWallet: 0n, ofId: adjustmentId, reason })
  return subscriberId
}

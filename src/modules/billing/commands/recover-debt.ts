import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { decimalMoney, kes } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import type { recoverDebt as endpoint } from '../contract.ts'
import { adjustmentForChange } from '../queries/adjustments.ts'
import { adjustmentNotFound, moreThanLeft } from '../refusals.ts'
import { returnedOf } from '../rules/vat-relief.ts'
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
  await giveReliefBack(tx, debt, { ...one, reason })
  return subscriberId
}

/** Of VAT that the state gave back for the debt, the part of what is paid now is owed again. */
async function giveReliefBack(
  tx: Tx,
  { cents, came }: NonNullable<Awaited<ReturnType<typeof adjustmentForChange>>>,
  paid: { id: string; subscriberId: string; cents: bigint; reason: string },
) {
  const relief = came.findLast(({ kind, isUndone }) => kind === 'vat-relief' && !isUndone)
  if (!relief) return
  const recovered = came.filter(({ kind, isUndone }) => kind === 'recovery' && !isUndone)
  const isSince = (one: (typeof came)[number]) => came.indexOf(one) > came.indexOf(relief)
  const sum = (some: typeof came) => some.reduce((all, one) => all + one.cents, 0n)
  const of = cents - sum(recovered.filter((one) => !isSince(one)))
  const before = sum(recovered.filter(isSince))
  const back = returnedOf({ cents: relief.cents, of }, { before, now: paid.cents })
  if (back === 0n) return
  const { id: ofId, subscriberId, reason } = paid
  const one = { id: newId(tx.now), subscriberId, kind: 'vat-relief-returned', cents: back } as const
  await bookAdjustment(tx, { ...one, toWallet: 0n, ofId, reason })
}

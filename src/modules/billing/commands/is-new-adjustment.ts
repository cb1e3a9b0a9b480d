import { lockSubscribers } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { adjustmentForChange } from '../queries/adjustments.ts'
import { amountNotPositive, idReused, subscriberNotFound } from '../refusals.ts'
import type { NewAdjustment } from '../store/adjustments.ts'
import { refuseAboveLimit } from './refuse-above-limit.ts'

/**
 * Locks the subscriber and looks whether this was booked before: the sender's id makes a repetition the same booking, and
 * another body under it is refused. False: it is there already.
 */
export async function isNewAdjustment(
  tx: Tx,
  one: Pick<NewAdjustment, 'id' | 'subscriberId' | 'kind' | 'cents'>,
): Promise<boolean> {
  if (one.cents <= 0n)
    throw amountNotPositive({}, [{ path: 'amount', message: 'An amount above zero.' }])
  const [locked] = await lockSubscribers(tx, [one.subscriberId])
  if (locked === undefined) throw subscriberNotFound()
  const there = await adjustmentForChange(tx, one.id)
  if (!there) {
    await refuseAboveLimit(tx, one.cents)
    return true
  }
  const isSame =
    there.subscriberId === one.subscriberId && there.kind === one.kind && there.cents === one.cents
  if (!isSame) throw idReused()
  return false
}

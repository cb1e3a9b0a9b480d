import type { Tx } from '#platform/tx.ts'
import { findPeriods } from '../queries/held.ts'
import { periodNotFound } from '../refusals.ts'
import { deletePeriods, lockServices, updatePeriod } from '../store.ts'
import { bringPendingChangesForward } from '../store/changes.ts'
import { recountPaid } from './recount-paid.ts'

/**
 * Cuts periods short at a moment: the old plan's when the new one begins, the rest of a cancelled one. A period
 * that had not begun is gone. What was charged and what is given back for it is the caller's to book.
 */
export async function endPeriods(
  tx: Tx,
  input: { periodIds: readonly string[]; at: Temporal.Instant },
): Promise<void> {
  const periods = await findPeriods(tx, input.periodIds)
  if (periods.length < input.periodIds.length) throw periodNotFound()
  const serviceIds = [...new Set(periods.map((period) => period.service_id))]
  await lockServices(tx, serviceIds)
  const notBegun = periods.filter(
    (period) => Temporal.Instant.compare(input.at, period.from_at) <= 0,
  )
  await deletePeriods(
    tx,
    notBegun.map((period) => period.id),
  )
  for (const period of periods) {
    const runsOver = Temporal.Instant.compare(period.to_at, input.at) > 0
    if (runsOver && !notBegun.includes(period))
      await updatePeriod(tx, period.id, { to_at: input.at })
  }
  await recountPaid(tx, serviceIds)
  // What was asked for the end of the paid time comes with it, also when it comes sooner.
  await bringPendingChangesForward(tx, serviceIds)
}

import { holdsDuring } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { unbilledStretches } from '../rules/credits.ts'
import { creditUnused } from './credit-unused.ts'

/**
 * A pause, or another hold whose time is not charged, is over: what was paid for its days comes back. Days that an earlier one has given
 * back are not given back twice.
 */
export async function creditHold(
  tx: Tx,
  hold: { serviceId: string; holdId: string },
): Promise<string[]> {
  const { serviceId, holdId } = hold
  const all = await holdsDuring(tx, {
    ...{ serviceIds: [serviceId], from: tx.now.subtract({ hours: 24 * 366 * 5 }), to: tx.now },
  })
  const over = all.flatMap(({ holdId: id, from, to, bills }) =>
    bills || to === null || Temporal.Instant.compare(to, tx.now) > 0 ? [] : [{ id, from, to }],
  )
  const ended = over.find(({ id }) => id === holdId)
  if (!ended) return []
  return creditUnused(tx, {
    ...{ serviceId, stretches: unbilledStretches(ended, over) },
    ...{ reason: 'Time on hold that is not charged', key: `billing.hold:${holdId}` },
  })
}

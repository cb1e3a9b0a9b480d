import type { Tx } from '#platform/tx.ts'
import { changeDropped } from '../events.ts'
import { lockService } from '../store.ts'
import { dropPendingChanges, movePendingChanges } from '../store/changes.ts'

/**
 * A plan was chosen now: whoever chose has chosen anew, so one that waited for a later moment falls away. What else was asked for the end of
 * the paid time comes with the end that it has now.
 */
export async function replaceChanges(
  tx: Tx,
  of: { serviceId: string; changeId: string | null; paidUntil: Temporal.Instant | undefined },
): Promise<void> {
  const { serviceId, changeId, paidUntil } = of
  const { subscriber_id: subscriberId } = await lockService(tx, serviceId)
  const but = changeId ?? undefined
  const dropped = await dropPendingChanges(tx, {
    ...{ serviceId, what: 'plan' },
    ...(but !== undefined && { but }),
  })
  for (const { id, what } of dropped)
    tx.emit(changeDropped, { serviceId, subscriberId, changeId: id, what })
  if (paidUntil) await movePendingChanges(tx, { serviceId, to: paidUntil })
}

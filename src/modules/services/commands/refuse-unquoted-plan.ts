import type { Tx } from '#platform/tx.ts'
import type { PendingDetails } from '../contract/services.ts'
import { planNeedsQuote } from '../refusals.ts'
import { lockService } from '../store.ts'

/**
 * A plan does not change in the middle of time that is paid without giving back what is not used: that is what quotes are for,
 * which whoever bills makes. With the end of the paid time, and of a service that is paid afterwards, it may.
 */
export async function refuseUnquotedPlan(
  tx: Tx,
  change: { serviceId: string; details: PendingDetails; at: Temporal.Instant },
): Promise<void> {
  if (change.details.what !== 'plan') return
  const { pay, paid_until } = await lockService(tx, change.serviceId)
  const isPaid = paid_until !== null && Temporal.Instant.compare(paid_until, change.at) > 0
  if (pay === 'prepaid' && isPaid) throw planNeedsQuote()
}

import type { Tx } from '#platform/tx.ts'
import { pendingDetails } from '../contract/services.ts'
import { lockChange } from '../queries/changes.ts'
import { changeNotFound } from '../refusals.ts'
import { closePendingChange } from '../store/changes.ts'
import { makeChange } from './make-change.ts'

/** What a change waited for has come (its quote is paid): it becomes true now. Again it does nothing. */
export async function applyChange(tx: Tx, input: { changeId: string }): Promise<void> {
  const change = await lockChange(tx, input.changeId)
  if (!change || change.dropped_at !== null) throw changeNotFound()
  if (change.done_at !== null) return
  await closePendingChange(tx, change.id, 'done')
  await makeChange(tx, {
    serviceId: change.service_id,
    details: pendingDetails.parse(change.details),
    quoteId: change.quote_id,
  })
}

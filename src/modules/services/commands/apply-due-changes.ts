import { Refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/tx.ts'
import { pendingDetails } from '../contract/services.ts'
import { changeDropped } from '../events.ts'
import { findOwner } from '../queries/network.ts'
import { lockDueChanges } from '../queries/changes.ts'
import { closePendingChange } from '../store/changes.ts'
import { makeChange } from './make-change.ts'

/**
 * Makes changes true whose moment has come, of all services or of some; answers how many. Whoever renews calls it first,
 * so that a renewal is of the new plan. One that cannot be made any more (the plan is gone) is dropped and told.
 */
export async function applyDueChanges(
  tx: Tx,
  input: { limit: number; serviceIds?: readonly string[] },
): Promise<number> {
  const due = await lockDueChanges(tx, input)
  for (const change of due) {
    const details = pendingDetails.parse(change.details)
    const one = { serviceId: change.service_id, details, quoteId: change.quote_id }
    try {
      // First, because the end of a service drops what still waits, also what was due with it. A refusal is thrown before anything is written.
      if (!(await closePendingChange(tx, change.id, 'done'))) continue
      await makeChange(tx, one)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await closePendingChange(tx, change.id, 'dropped')
      tx.emit(changeDropped, {
        serviceId: change.service_id,
        subscriberId: (await findOwner(tx, change.service_id)) ?? change.service_id,
        changeId: change.id,
        what: details.what,
      })
    }
  }
  return due.length
}

import type { Reconciler } from '#platform/jobs.ts'
import { applyDueChanges } from './commands/apply-due-changes.ts'
import { endHolds } from './commands/end-holds.ts'

const BATCH = 200

/** Plans, places, owners and ends that were asked for a moment that has come. */
export const applyingChanges: Reconciler = {
  name: 'services.apply-changes',
  sentence: 'Changes of services that were asked for a moment become true when it comes.',
  close: async (door) => {
    const done = await door.unit((tx) => applyDueChanges(tx, { limit: BATCH }))
    return { done, left: done === BATCH ? 1 : 0 }
  },
}

/** A pause with a last day ends by itself, and what waited for its end happens then. */
export const endingHolds: Reconciler = {
  name: 'services.end-holds',
  sentence: 'Holds that were set until a moment are over when it comes.',
  close: async (door) => {
    const done = await door.unit((tx) => endHolds(tx, { limit: BATCH }))
    return { done, left: done === BATCH ? 1 : 0 }
  },
}

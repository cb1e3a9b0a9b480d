import type { Tx } from '#platform/tx.ts'
import { type Conflict, putConflicts } from '../store/conflicts.ts'

/** Writes down which addresses two claim, as somebody found who knows what is online: all there are, or as many as anybody looks through. */
export function noteConflicts(tx: Tx, conflicts: readonly Conflict[]): Promise<void> {
  return putConflicts(tx, conflicts)
}

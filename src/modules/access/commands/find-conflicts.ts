import { noteConflicts } from '#modules/network/index.ts'
import type { Tx } from '#platform/tx.ts'
import { conflictsAmongOpen } from '../queries/conflicts.ts'

/** More than anybody looks through: where there are so many, a pool is given out twice, and the first of them say so. */
const LIMIT = 1_000

/** Compares what is used with what is held, and notes which addresses two claim. */
export async function findConflicts(tx: Tx): Promise<void> {
  await noteConflicts(tx, await conflictsAmongOpen(tx, LIMIT))
}

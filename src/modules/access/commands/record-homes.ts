import type { Tx } from '#platform/tx.ts'
import { putHomeStates, type HomeState } from '../store/roaming.ts'

/** Keeps what a process knows of the servers of other providers, for people to see. */
export function recordHomes(
  tx: Tx,
  { process, states }: { process: string; states: readonly HomeState[] },
): Promise<void> {
  return putHomeStates(tx, process, states)
}

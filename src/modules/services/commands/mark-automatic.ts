import type { Tx } from '#platform/tx.ts'
import { setAutomaticLooked } from '../store.ts'

/** Each period is looked at once; a change that was asked for begins the rest of its cooldown, also when it is taken back. */
export async function markAutomatic(
  tx: Tx,
  looked: readonly {
    serviceId: string
    lookedUntil: Temporal.Instant
    outcome: 'changed' | 'stayed'
  }[],
): Promise<void> {
  if (looked.length > 0) await setAutomaticLooked(tx, looked)
}

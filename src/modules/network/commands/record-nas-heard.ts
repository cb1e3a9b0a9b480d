import type { Tx } from '#platform/tx.ts'
import { putHeard, type NasHeard } from '../store/nas.ts'

/**
 * Keeps what was heard of routers, gathered over some seconds: one row for each router, never one for each packet.
 * The first signed request is what `auto` waits for before it asks that router for signatures.
 */
export async function recordNasHeard(tx: Tx, heard: readonly NasHeard[]): Promise<void> {
  if (heard.length > 0) await putHeard(tx, heard)
}

import type { Tx } from '#platform/tx.ts'
import { insertPackets, type Seen } from '../store/traces.ts'

/** Keeps packets of traces, sealed: they hold names and what subscribers proved themselves with. */
export function recordPackets(tx: Tx, packets: readonly Seen[]): Promise<void> {
  return insertPackets(tx, packets)
}

import type { Tx } from '#platform/tx.ts'
import { servicesChanged, type CHANGED_PARTS } from '../events.ts'

/** So many ids fit into one notification of PostgreSQL (8000 bytes). */
const IDS_PER_EVENT = 150

/** Announces that something of these services changed which the network may have to learn. */
export function tellNetwork(
  tx: Tx,
  serviceIds: readonly string[],
  what: (typeof CHANGED_PARTS)[number],
): void {
  for (let start = 0; start < serviceIds.length; start += IDS_PER_EVENT) {
    tx.emit(servicesChanged, { what, serviceIds: serviceIds.slice(start, start + IDS_PER_EVENT) })
  }
}

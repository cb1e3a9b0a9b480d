import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { traceChanged } from '../events.ts'
import { endTrace } from '../store/traces.ts'

/** Ends a trace before its time; what it has stays until its day is over. */
export async function stopTrace(
  tx: Tx,
  { traceId, siteId }: { traceId: string; siteId: string | null },
): Promise<void> {
  await endTrace(tx, traceId)
  audit(tx, { objects: [{ table: 'access.trace', id: traceId }] })
  tx.emit(traceChanged, { traceId, siteId })
}

import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { outageNotFound } from '../refusals.ts'
import { markOutageRemoved } from '../store/outages.ts'

/** Takes out an outage that was noted by mistake. What was credited for it stays. */
export async function removeOutage(
  tx: Tx,
  { serviceId, outageId }: { serviceId: string; outageId: string },
): Promise<string> {
  if (!(await markOutageRemoved(tx, { serviceId, outageId }))) throw outageNotFound()
  audit(tx, { objects: [{ table: 'billing.outage', id: outageId }] })
  return outageId
}

import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { changeDropped } from '../events.ts'
import { lockChange } from '../queries/changes.ts'
import { changeNotFound } from '../refusals.ts'
import { lockService } from '../store.ts'
import { closePendingChange } from '../store/changes.ts'

/** Takes back a change that waits. */
export async function dropChange(tx: Tx, input: { serviceId: string; changeId: string }) {
  const service = await lockService(tx, input.serviceId)
  const change = await lockChange(tx, input.changeId)
  if (!change || change.service_id !== service.id) throw changeNotFound()
  if (change.done_at !== null || change.dropped_at !== null) throw changeNotFound()
  await closePendingChange(tx, change.id, 'dropped')
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  tx.emit(changeDropped, {
    serviceId: service.id,
    subscriberId: service.subscriber_id,
    changeId: change.id,
    what: change.what,
  })
}

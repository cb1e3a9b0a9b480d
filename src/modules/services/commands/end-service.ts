import { audit } from '#platform/audit.ts'
import { noteMoments } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { EndReason } from '../contract/shapes.ts'
import { changeDropped, serviceEnded } from '../events.ts'
import { openHoldsOf } from '../queries/holds.ts'
import { deleteAccessOf, lockService, setHoldsLifted } from '../store.ts'
import { dropPendingChanges } from '../store/changes.ts'
import { moveStatus } from './move-status.ts'

/**
 * The end: credentials, devices and addresses are gone and free for others, what was to come is dropped. The last
 * invoice, fees and what is given back are billing's, which listens.
 */
export async function endService(
  tx: Tx,
  input: { serviceId: string; because: EndReason },
): Promise<void> {
  const service = await lockService(tx, input.serviceId)
  await moveStatus(tx, [service], {
    event: service.status === 'active' ? 'end' : 'cancel',
    because: input.because,
    columns: { ended_at: tx.now, ended_because: input.because, waits_for: null },
  })
  await deleteAccessOf(tx, service.id)
  // A pause is over with the service; its days are billing's to give back.
  const pauses = (await openHoldsOf(tx, service.id)).filter(({ bills }) => !bills)
  await setHoldsLifted(
    tx,
    pauses.map(({ id }) => id),
  )
  const { subscriber_id: subscriberId } = service
  for (const { id, what } of await dropPendingChanges(tx, { serviceId: service.id }))
    tx.emit(changeDropped, { serviceId: service.id, subscriberId, changeId: id, what })
  audit(tx, {
    objects: [{ table: 'services.service', id: service.id }],
    reason: input.because,
  })
  await noteMoments(tx, [
    {
      subscriberId: service.subscriber_id,
      what: 'services.ended',
      facts: { serviceId: service.id, number: service.number, because: input.because },
    },
  ])
  tx.emit(serviceEnded, {
    serviceId: service.id,
    subscriberId: service.subscriber_id,
    because: input.because,
  })
}

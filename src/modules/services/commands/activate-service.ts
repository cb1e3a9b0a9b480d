import { audit } from '#platform/audit.ts'
import { noteMoments } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { serviceActivated } from '../events.ts'
import { lockService } from '../store.ts'
import { moveStatus } from './move-status.ts'

/**
 * What was waited for has come: the first payment, or the technician. From now on the periods decide whether it is
 * served. Doing it twice is harmless, because the payment and the technician may both say so.
 */
export async function activateService(
  tx: Tx,
  input: { serviceId: string; because?: 'installed' | 'bought' },
): Promise<void> {
  const service = await lockService(tx, input.serviceId)
  if (service.status === 'active') return
  await moveStatus(tx, service, {
    event: 'activate',
    columns: { activated_at: tx.now, waits_for: null },
  })
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  await noteMoments(tx, [
    {
      subscriberId: service.subscriber_id,
      what: 'services.activated',
      facts: { serviceId: service.id, number: service.number },
    },
  ])
  const { because = 'installed' } = input
  tx.emit(serviceActivated, {
    ...{ serviceId: service.id, subscriberId: service.subscriber_id, because },
  })
}

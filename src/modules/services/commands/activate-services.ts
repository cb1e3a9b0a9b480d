import { audit } from '#platform/audit.ts'
import { noteMoments } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { serviceActivated } from '../events.ts'
import { lockServices } from '../store.ts'
import { moveStatus } from './move-status.ts'

/** The same for many in one go; those that are active already stay as they are. */
export async function activateServices(
  tx: Tx,
  { serviceIds, because }: { serviceIds: readonly string[]; because: 'installed' | 'bought' },
): Promise<void> {
  if (serviceIds.length === 0) return
  const waiting = (await lockServices(tx, serviceIds)).filter(({ status }) => status !== 'active')
  if (waiting.length === 0) return
  await moveStatus(tx, waiting, {
    event: 'activate',
    columns: { activated_at: tx.now, waits_for: null },
  })
  audit(tx, { objects: waiting.map(({ id }) => ({ table: 'services.service', id })) })
  await noteMoments(
    tx,
    waiting.map(({ id, number, subscriber_id: subscriberId }) => ({
      ...{ subscriberId, what: 'services.activated', facts: { serviceId: id, number } },
    })),
  )
  for (const { id: serviceId, subscriber_id: subscriberId } of waiting)
    tx.emit(serviceActivated, { serviceId, subscriberId, because })
}

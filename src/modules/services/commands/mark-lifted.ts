import { audit } from '#platform/audit.ts'
import { noteMoments } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { holdReason } from '../contract/shapes.ts'
import { holdLifted } from '../events.ts'
import { setHoldsLifted, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** Lifts these holds of a locked service, keeps it and tells it; answers how many still stood. */
export async function markLifted(
  tx: Tx,
  service: { id: string; number: string; subscriber_id: string },
  holdIds: readonly string[],
): Promise<number> {
  if (holdIds.length === 0) return 0
  const lifted = await setHoldsLifted(tx, holdIds)
  if (lifted.length === 0) return 0
  await touch(tx, [service.id])
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  await noteMoments(
    tx,
    lifted.map((hold) => ({
      subscriberId: service.subscriber_id,
      what: 'services.hold-lifted',
      facts: { serviceId: service.id, number: service.number, reason: hold.reason },
    })),
  )
  for (const hold of lifted) {
    tx.emit(holdLifted, {
      serviceId: service.id,
      subscriberId: service.subscriber_id,
      holdId: hold.id,
      reason: holdReason.parse(hold.reason),
      bills: hold.bills,
    })
  }
  tellNetwork(tx, [service.id], 'holds')
  return lifted.length
}

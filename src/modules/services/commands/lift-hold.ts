import { can } from '#kernel/actor.ts'
import type { Tx } from '#platform/tx.ts'
import { holdReason } from '../contract/shapes.ts'
import { findHold } from '../queries/holds.ts'
import { holdIsLifted, holdNeedsMore, holdNotFound } from '../refusals.ts'
import { lockService } from '../store.ts'
import { markLifted } from './mark-lifted.ts'

const SAFEGUARD = 'services.lift-safeguards'

/** Lifts this one hold. Whether the service is served then is another question: others may stand. */
export async function liftHold(
  tx: Tx,
  input: { holdId: string; serviceId?: string },
): Promise<void> {
  const found = await findHold(tx, input.holdId)
  if (!found || (input.serviceId ?? found.service_id) !== found.service_id) throw holdNotFound()
  const reason = holdReason.parse(found.reason)
  // A clerk at the counter must not end what was set against abuse or fraud.
  if ((reason === 'abuse' || reason === 'fraud') && !can(tx.actor, SAFEGUARD)) {
    throw holdNeedsMore({ reason, permission: SAFEGUARD })
  }
  const service = await lockService(tx, found.service_id)
  const lifted = await markLifted(tx, service, [input.holdId])
  if (lifted === 0) throw holdIsLifted()
}

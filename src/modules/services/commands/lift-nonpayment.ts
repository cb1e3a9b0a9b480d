import type { Tx } from '#platform/tx.ts'
import { openHoldsFor } from '../queries/holds.ts'
import { lockService } from '../store.ts'
import { markLifted } from './mark-lifted.ts'

/** For whoever books a payment: lifts what was set for non-payment, and nothing else. False when nothing was. */
export async function liftNonpayment(tx: Tx, input: { serviceId: string }): Promise<boolean> {
  const service = await lockService(tx, input.serviceId)
  const holds = await openHoldsFor(tx, service.id, 'nonpayment')
  const lifted = await markLifted(
    tx,
    service,
    holds.map((hold) => hold.id),
  )
  return lifted > 0
}

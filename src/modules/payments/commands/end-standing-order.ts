import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { standingOrderIsOver } from '../refusals.ts'
import { lockStandingOrder, updateStandingOrder } from '../store/standing-orders.ts'

/** Keeps that the payer cancelled it on the phone, which is the only place where it can be. Nothing is expected of it any more. */
export async function endStandingOrder(tx: Tx, id: string): Promise<void> {
  const { state } = await lockStandingOrder(tx, id)
  if (state === 'ended' || state === 'failed') throw standingOrderIsOver()
  await updateStandingOrder(tx, id, { state: 'ended', next_on: null })
  audit(tx, { objects: [{ table: 'payments.standing_order', id }] })
}

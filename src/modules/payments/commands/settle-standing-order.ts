import { regionNow } from '#modules/organization/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { standingOrderSettled } from '../events.ts'
import { frequencyOf, nextExecution } from '../rules/standing-order.ts'
import { lockStandingOrder, updateStandingOrder } from '../store/standing-orders.ts'

type End =
  | { readonly kind: 'agreed'; readonly mandate: string | null }
  | { readonly kind: 'failed'; readonly why: string }

/** What the payer decided. That they agreed is a fact, also where somebody had given it up; that they did not changes nothing that is settled. */
export async function settleStandingOrder(tx: Tx, id: string, end: End): Promise<void> {
  const order = await lockStandingOrder(tx, id)
  if (end.kind === 'failed') {
    if (order.state !== 'asking' && order.state !== 'open') return
    await updateStandingOrder(tx, id, { state: 'failed', why: end.why.slice(0, 300) })
  } else {
    if (order.state === 'active' || order.state === 'ended') return
    const { timeZone } = await regionNow(tx)
    const today = tx.now.toZonedDateTimeISO(timeZone).toPlainDate()
    const frequency = frequencyOf(order)
    const terms = { frequency, startsOn: order.starts_on, endsOn: order.ends_on }
    const next = nextExecution(terms, today)
    await updateStandingOrder(tx, id, {
      ...{ state: next ? 'active' : 'ended', mandate: end.mandate, next_on: next ?? null },
      why: null,
    })
  }
  audit(tx, { objects: [{ table: 'payments.standing_order', id }] })
  tx.emit(
    standingOrderSettled,
    { standingOrderId: id, subscriberId: order.subscriber_id, isActive: end.kind === 'agreed' },
    { order: order.subscriber_id },
  )
}

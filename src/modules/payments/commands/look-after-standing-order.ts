import { kes, moneyToWire } from '#kernel/money.ts'
import { regionNow } from '#modules/organization/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { standingOrderMissed } from '../events.ts'
import { executionOf } from '../queries/standing-orders.ts'
import { settleStandingOrder } from './settle-standing-order.ts'
import { frequencyOf, lookAt } from '../rules/standing-order.ts'
import { lockStandingOrder, updateStandingOrder } from '../store/standing-orders.ts'

/** Gives up one that nobody answered, or looks whether the execution that was due came. What did not is told, because the payer believes that it is paid. */
export async function lookAfterStandingOrder(tx: Tx, id: string): Promise<void> {
  const order = await lockStandingOrder(tx, id)
  if (order.state === 'asking' || order.state === 'open') {
    await settleStandingOrder(tx, id, { kind: 'failed', why: 'no-answer' })
    return
  }
  if (order.next_on === null) return
  const { timeZone } = await regionNow(tx)
  const today = tx.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const frequency = frequencyOf(order)
  const { next_on: nextOn, missed } = order
  const cameOn = await executionOf(tx, { ...order, next_on: nextOn }, timeZone)
  const look = lookAt(
    { ...{ frequency, nextOn, missed }, startsOn: order.starts_on, endsOn: order.ends_on },
    { today, cameOn },
  )
  if (look.kind === 'wait') return
  const isOver = look.next === undefined
  const state = isOver
    ? 'ended'
    : look.kind === 'came'
      ? 'active'
      : look.hasLapsed
        ? 'lapsed'
        : undefined
  await updateStandingOrder(tx, id, {
    ...(state !== undefined && state !== order.state && { state }),
    next_on: look.next ?? null,
    ...(look.kind === 'came' ? { paid_on: cameOn ?? null, missed: 0 } : { missed: missed + 1 }),
  })
  audit(tx, { objects: [{ table: 'payments.standing_order', id }] })
  if (look.kind === 'missed')
    tx.emit(
      standingOrderMissed,
      {
        ...{ standingOrderId: id, subscriberId: order.subscriber_id, dueOn: nextOn.toString() },
        ...{ amount: moneyToWire(kes(order.cents)), hasLapsed: look.hasLapsed },
      },
      { order: order.subscriber_id },
    )
}

import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineJob, work, type Reconciler, type Worker } from '#platform/jobs.ts'
import { beginStandingOrder } from '../commands/begin-standing-order.ts'
import { lookAfterStandingOrder } from '../commands/look-after-standing-order.ts'
import { settleStandingOrder } from '../commands/settle-standing-order.ts'
import type { MpesaGround } from '../jobs.ts'
import { standingOrdersDue } from '../queries/standing-orders.ts'
import { mandateUrl } from '../rules/hook-urls.ts'

export const sendStandingOrder = defineJob(
  'payments.send-standing-order',
  z.object({ standingOrderId: id }),
)
const LOOK_AT_ONCE = 100

/** Sent once: what may be on the phone is not sent again. Its callback holds our own id, so it is known also where the answer is lost. */
export function sendingStandingOrders({ mpesa, origin }: MpesaGround): Worker {
  return work(
    sendStandingOrder,
    async ({ unit, signal }, { standingOrderId }) => {
      const begun = await unit((tx) => beginStandingOrder(tx, standingOrderId))
      if (!begun) return
      const { door, hookSecret, ...ask } = begun
      const callbackUrl = mandateUrl(origin(), hookSecret, standingOrderId)
      const outcome = await mpesa.standingOrder(door, { ...ask, callbackUrl }, signal)
      if (outcome.kind === 'refused' || outcome.kind === 'busy')
        await unit((tx) =>
          settleStandingOrder(tx, standingOrderId, { kind: 'failed', why: outcome.said }),
        )
    },
    { timeout_s: 50 },
  )
}

export const lookingAfterStandingOrders: Reconciler = {
  name: 'payments.look-after-standing-orders',
  sentence:
    'Executions of standing orders are looked for when they are due; what does not come is told.',
  close: async ({ read, unit }) => {
    const due = await read((r) => standingOrdersDue(r, LOOK_AT_ONCE))
    for (const one of due) await unit((tx) => lookAfterStandingOrder(tx, one))
    return { done: due.length, left: due.length === LOOK_AT_ONCE ? 1 : 0 }
  },
}

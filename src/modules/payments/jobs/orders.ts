import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineJob, work, type Reconciler, type Worker } from '#platform/jobs.ts'
import { askBalance } from '../commands/ask-balance.ts'
import { beginOrder, type Order } from '../commands/begin-order.ts'
import { lookAfterOrder } from '../commands/look-after-order.ts'
import { recordOrder } from '../commands/record-order.ts'
import { recordTaken } from '../commands/record-taken.ts'
import type { MpesaGround } from '../jobs.ts'
import type { AnswerUrls, Door, Mpesa } from '../outside/mpesa/port.ts'
import { ordersToLookAfter } from '../queries/orders.ts'
import { answerUrls } from '../rules/hook-urls.ts'

export const sendOrder = defineJob('payments.send-order', z.object({ conversationId: id }))
export const askBalances = defineJob('payments.ask-balances', z.object({}))

const LOOK_AT_ONCE = 20

/** Sends an order that Daraja answers later. Once: what may have been sent is looked after, and never sent again as another one. */
export function sendingOrders({ mpesa, origin }: MpesaGround): Worker {
  return work(
    sendOrder,
    async ({ unit, signal }, { conversationId }) => {
      const begun = await unit((tx) => beginOrder(tx, conversationId))
      if (!begun) return
      const urls = answerUrls(origin(), begun.hookSecret, conversationId)
      const outcome = await send(mpesa, begun.door, begun.order, urls, signal)
      await unit((tx) => recordOrder(tx, conversationId, outcome))
    },
    { timeout_s: 50 },
  )
}

function send(mpesa: Mpesa, door: Door, order: Order, urls: AnswerUrls, signal: AbortSignal) {
  switch (order.kind) {
    case 'balance':
      return mpesa.balance(door, urls, signal)
    case 'reversal':
      return mpesa.reverse(door, { ...order, ...urls }, signal)
    case 'pay-business':
      return mpesa.payBusiness(door, { ...order, ...urls }, signal)
  }
}

/** What shortcodes hold is asked for every hour, so that a difference is seen on the day on which it arises. */
export const askingBalances = work(askBalances, async ({ unit }) => {
  await unit(askBalance)
})

export function lookingAfterOrders({ mpesa, origin }: MpesaGround): Reconciler {
  return {
    name: 'payments.look-after-orders',
    sentence:
      'Reversals and payments to businesses of which nothing was heard are asked about until M-Pesa says what became of them.',
    close: async (door) => {
      const due = await door.read((read) => ordersToLookAfter(read, LOOK_AT_ONCE))
      for (const orderId of due) {
        const looking = await door.unit((tx) => lookAfterOrder(tx, orderId))
        if (!looking) continue
        const { conversationId, about, hookSecret } = looking
        const urls = answerUrls(origin(), hookSecret, conversationId)
        const ask = { about, ...urls }
        const outcome = await mpesa.transactionStatus(looking.door, ask, door.signal)
        await door.unit((tx) => recordTaken(tx, conversationId, outcome))
      }
      return { done: due.length, left: due.length === LOOK_AT_ONCE ? 1 : 0 }
    },
  }
}

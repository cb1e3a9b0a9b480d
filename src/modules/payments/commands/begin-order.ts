import { must } from '#kernel/assert.ts'
import type { Tx } from '#platform/tx.ts'
import type { Door } from '../outside/mpesa/port.ts'
import { doorOfShortcode } from '../queries/doors.ts'
import { lockPayment } from '../store.ts'
import { lockBusinessPayment } from '../store/business-payments.ts'
import { lockConversation, updateConversation, type Conversation } from '../store/conversations.ts'

export type Order =
  | { readonly kind: 'balance' }
  | { readonly kind: 'reversal'; readonly receipt: string; readonly shillings: bigint }
  | {
      readonly kind: 'pay-business'
      readonly to: {
        readonly kind: 'paybill' | 'till'
        readonly number: string
        readonly account: string | null
      }
      readonly shillings: bigint
      readonly remarks: string
    }
type Ordering = { readonly order: Order; readonly door: Door; readonly hookSecret: string }

/** Marks that an order is being sent from here on. Nothing where that was marked before: then it may have been sent. */
export async function beginOrder(tx: Tx, conversationId: string): Promise<Ordering | undefined> {
  const conversation = must(
    await lockConversation(tx, conversationId),
    'an order is written down before it is sent',
  )
  if (conversation.state !== 'sending' || conversation.looks > 0) return undefined
  await updateConversation(tx, conversationId, { looks: 1 })
  const order = await orderOf(tx, conversation)
  return { order, ...(await doorOfShortcode(tx, conversation.shortcode_id)) }
}

async function orderOf(tx: Tx, { kind, subject_id: id }: Conversation): Promise<Order> {
  if (kind === 'balance') return { kind }
  if (kind === 'reversal') {
    const { receipt, cents } = await lockPayment(tx, id)
    return { kind, receipt, shillings: cents / 100n }
  }
  const { to_kind, to_number: number, account, cents, reason } = await lockBusinessPayment(tx, id)
  return {
    ...{ kind: 'pay-business', shillings: cents / 100n, remarks: reason.slice(0, 100) },
    to: { kind: to_kind === 'till' ? 'till' : 'paybill', number, account },
  }
}

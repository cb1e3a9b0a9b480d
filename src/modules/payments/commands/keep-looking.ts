import type { Tx } from '#platform/tx.ts'
import { updateConversation, type Conversation } from '../store/conversations.ts'

const LOOK_s = [60, 300, 900, 3_600, 14_400, 86_400]

/** Nobody knows what became of an order: it is asked about again later, and in the end by nobody but people. It is never sent as another one. */
export async function keepLooking(tx: Tx, order: Conversation, said: string): Promise<void> {
  const wait_s = LOOK_s[order.looks]
  await updateConversation(tx, order.id, {
    ...{ state: 'unknown', said, looks: order.looks + 1 },
    look_at: wait_s === undefined ? null : tx.now.add({ seconds: wait_s }),
  })
}

import type { MessageTemplate } from '#platform/templates.ts'
import type { Tx } from '#platform/tx.ts'
import { sendMessages, type MessageToSend } from './send-messages.ts'

/** One message; `values` must be those that its template asks for. See `sendMessages`. */
export async function sendMessage<P extends string>(
  tx: Tx,
  message: Omit<MessageToSend, 'says'> & {
    readonly says:
      | { readonly template: MessageTemplate<P>; readonly values: Readonly<Record<P, string>> }
      | Exclude<MessageToSend['says'], { template: MessageTemplate }>
  },
): Promise<void> {
  await sendMessages(tx, [message])
}

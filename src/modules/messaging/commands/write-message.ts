import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { Tx } from '#platform/tx.ts'
import type { writeMessage as endpoint } from '../contract.ts'
import { sendMessages } from './send-messages.ts'

/** What a member of staff says to somebody. They mean it, so it goes at any hour; the same press sends once. */
export async function writeMessage(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<string> {
  const { id, subscriberId, phone, email, language, subject, text, gatewayId } = input
  const key = `messaging.written:${id}`
  await sendMessages(tx, [
    {
      ...{ key, to: { subscriberId, phone, email, language } },
      says: { purpose: 'messaging.by-hand', class: 'transactional', text, subject },
      ...(gatewayId !== null && { onlyGatewayId: gatewayId, channels: ['sms', 'whatsapp'] }),
    },
  ])
  return key
}

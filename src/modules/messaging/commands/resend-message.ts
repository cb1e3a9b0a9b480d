import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { messageClass } from '#kernel/message.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { language, type resendMessage as endpoint } from '../contract.ts'
import { forgotten } from '../refusals.ts'
import { lockMessage, openTo, saidOrRefuse } from '../store.ts'
import { sendMessages } from './send-messages.ts'

/** The same words to the same person, once more. */
export async function resendMessage(
  tx: Tx,
  { messageId, id }: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const row = await lockMessage(tx, messageId)
  const kind = messageClass.parse(row.class)
  if (kind === 'code') throw forgotten()
  const words = saidOrRefuse(tx, row)
  const key = `messaging.again:${id}`
  await sendMessages(tx, [
    {
      key,
      to: {
        ...openTo(tx, row),
        subscriberId: row.subscriber_id,
        language: language.parse(row.language),
      },
      says: { purpose: row.purpose, class: kind, ...words },
      againOf: messageId,
    },
  ])
  audit(tx, { objects: [{ table: 'messaging.message', id: messageId }] })
  return key
}

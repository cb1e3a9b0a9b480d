import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { insertOptOut } from '../store/opt-outs.ts'

/**
 * A phone (by SMS and WhatsApp) or an e-mail address gets no reminders and promotions any more. How many ways that closed: none where they
 * were closed before.
 */
export async function addOptOut(
  tx: Tx,
  given: { phone: string | null; email: string | null; reason: string },
): Promise<number> {
  const { phone, email, reason } = given
  const ways = [
    ...(phone === null
      ? []
      : (['sms', 'whatsapp'] as const).map((channel) => ({ channel, value: phone }))),
    ...(email === null ? [] : [{ channel: 'email' as const, value: email }]),
  ]
  let added = 0
  for (const way of ways) {
    const id = await insertOptOut(tx, { ...way, how: 'staff', reason })
    if (id === undefined) continue
    added++
    audit(tx, { objects: [{ table: 'messaging.opt_out', id }], reason })
  }
  return added
}

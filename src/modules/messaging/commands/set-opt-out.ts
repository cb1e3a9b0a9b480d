import type { Tx } from '#platform/tx.ts'
import { deleteOptOut, insertOptOut } from '../store/addresses.ts'

/** Whether a phone or an e-mail address gets more than what it must know. Taking it back is as easy as saying it (DPA 2019, s. 32). */
export async function setOptOut(
  tx: Tx,
  given: {
    phone: string | null
    email: string | null
    wants: 'what-they-must-know' | 'everything'
    how: 'staff' | 'subscriber'
  },
): Promise<void> {
  const { phone, email, wants, how } = given
  const addresses = [
    ...(phone === null
      ? []
      : (['sms', 'whatsapp'] as const).map((channel) => ({ channel, value: phone }))),
    ...(email === null ? [] : [{ channel: 'email' as const, value: email }]),
  ]
  for (const address of addresses)
    if (wants === 'everything') await deleteOptOut(tx, address)
    else await insertOptOut(tx, { ...address, how })
}

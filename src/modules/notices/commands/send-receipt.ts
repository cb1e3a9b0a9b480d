import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { paymentNow } from '#modules/payments/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { sendReceipt as endpoint } from '../contract.ts'
import { peopleNow } from '../queries/people.ts'
import { nobodysReceipt, notReached } from '../refusals.ts'
import { tellOfPayments } from './tell-of-payments.ts'

/**
 * Sends the receipt of a payment because somebody asked for it: as a text, or as a letter with the paper. However old it is, and whether receipts go by
 * themselves or not; the sender's id makes a repetition the same one.
 */
export async function sendReceipt(
  tx: Tx,
  { id, paymentId, by }: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const { owner, state } = await paymentNow(tx, paymentId)
  if (!owner || state !== 'owned') throw nobodysReceipt()
  const person = (await peopleNow(tx, [owner.id])).get(owner.id)
  if (!(by === 'email' ? person?.to.email : person?.to.phone)) throw notReached({ by })
  await tellOfPayments(tx, [{ paymentId, subscriberId: owner.id }], { id, by })
  audit(tx, { objects: [{ table: 'payments.payment', id: paymentId }] })
}

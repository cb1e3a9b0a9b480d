import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { PARTY_ACCOUNTS } from '#modules/ledger/contract.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { payBusiness as endpoint } from '../contract.ts'
import { sendOrder } from '../jobs/orders.ts'
import { doorOfShortcode } from '../queries/doors.ts'
import { businessPaymentNotWhole, noInitiator, notAPlaceForMoney } from '../refusals.ts'
import { insertBusinessPayment } from '../store/business-payments.ts'
import { insertConversation } from '../store/conversations.ts'

const LEAST = 1_000n
const LOOK_s = 90

/**
 * Has M-Pesa pay another business out of a shortcode. It is sent once, and booked when M-Pesa says that it arrived; what nobody knows to
 * have arrived waits for M-Pesa, a statement or a person, and is never sent again as it is. The id is the sender's.
 */
export async function payBusiness(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { id, shortcodeId, to, amount, bookedTo, reason } = input
  if (amount.cents % 100n !== 0n || amount.cents < LEAST)
    throw businessPaymentNotWhole({}, [{ path: 'amount', message: 'Whole shillings, from 10 on.' }])
  if (!isPlaceForMoney(bookedTo))
    throw notAPlaceForMoney({}, [{ path: 'bookedTo', message: 'Choose another account.' }])
  const { door } = await doorOfShortcode(tx, shortcodeId)
  if (!door.initiator) throw noInitiator()
  const isNew = await insertBusinessPayment(tx, {
    ...{ id, shortcode_id: shortcodeId, to_kind: to.kind, to_number: to.number },
    ...{ account: to.account, cents: amount.cents, booked_to: bookedTo, reason },
  })
  if (!isNew) return
  const conversationId = await insertConversation(tx, {
    ...{ shortcodeId, kind: 'pay-business', subject: { kind: 'business-payment', id } },
    ...{ lookAt: tx.now.add({ seconds: LOOK_s }), reason },
  })
  tx.later(sendOrder, { conversationId }, { key: conversationId })
  audit(tx, { objects: [{ table: 'payments.business_payment', id }], reason })
}

/** Money of ours elsewhere, or an expense; wallets and the like follow their own rules. */
function isPlaceForMoney(code: number): boolean {
  const first = Math.floor(code / 1000)
  return (first === 1 || first >= 5) && PARTY_ACCOUNTS[code] === undefined
}

import { assert } from '#kernel/assert.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { CHART } from '#modules/ledger/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import { drawerFor } from '#modules/tills/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { recordPayment as endpoint } from '../contract.ts'
import {
  amountNotPositive,
  ownerNotFound,
  paidAhead,
  receiptKnown,
  receiptMissing,
} from '../refusals.ts'
import { INTO } from '../rules/into.ts'
import { parseReceipt } from '../rules/receipt.ts'
import { receivePayment } from './receive-payment.ts'

/**
 * Books money that a member of staff took or saw. Cash lies in their own drawer. A receipt that is booked already, by
 * a callback or a colleague, is refused by its number: the cashier must not think that it counted twice.
 */
export async function recordPayment(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const { id, subscriberId, rail, amount, note } = input
  assert(tx.actor.kind === 'staff', 'only staff book by hand')
  if (amount.cents <= 0n)
    throw amountNotPositive({}, [{ path: 'amount', message: 'An amount above zero.' }])
  if (subscriberId !== null && !(await subscriberFacts(tx, [subscriberId])).has(subscriberId))
    throw ownerNotFound({}, [{ path: 'subscriberId', message: 'Choose a subscriber.' }])
  // Cash has no receipt but ours; the sender's id makes a repetition the same payment.
  const receipt = parseReceipt(rail === 'cash' ? `CASH-${id}` : (input.receipt ?? ''))
  if (receipt === undefined)
    throw receiptMissing({}, [{ path: 'receipt', message: 'Write the receipt number.' }])
  const received = await receivePayment(tx, {
    ...{ id, rail, receipt, amount, note, channel: 'staff' },
    paidAt: await momentOf(tx, input.paidOn),
    into: { account: CHART[INTO[rail]], ...(rail === 'cash' && { party: await drawerFor(tx) }) },
    ...(subscriberId !== null && { owner: { subscriberId, by: 'staff' as const } }),
  })
  const isRepetition = received.paymentId === id && received.cents === amount.cents
  if (received.how === 'was-known' && !isRepetition)
    throw receiptKnown({ receipt, number: String(received.number) }, [
      { path: 'receipt', message: 'It is booked already.' },
    ])
  audit(tx, { objects: [{ table: 'payments.payment', id: received.paymentId }] })
  return received.paymentId
}

/** A day means its noon, or this moment on the day itself. */
async function momentOf(tx: Tx, paidOn: string): Promise<Temporal.Instant> {
  const { timeZone } = await regionNow(tx)
  const day = Temporal.PlainDate.from(paidOn)
  const today = tx.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const ahead = Temporal.PlainDate.compare(day, today)
  if (ahead > 0) throw paidAhead({}, [{ path: 'paidOn', message: 'Today or earlier.' }])
  if (ahead === 0) return tx.now
  return day.toZonedDateTime({ timeZone, plainTime: '12:00' }).toInstant()
}

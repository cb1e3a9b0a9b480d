import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes } from '#kernel/money.ts'
import { PARTY_ACCOUNTS } from '#modules/ledger/contract.ts'
import { CHART, credit, debit, post } from '#modules/ledger/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { reversePayment } from '#modules/payments/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { bookLine as endpoint } from '../contract.ts'
import { lineForBooking, paymentThatCameBack } from '../queries/bookings.ts'
import { keptLine } from '../queries/held.ts'
import {
  lineCameIn,
  lineIsBooked,
  lineIsSettled,
  notSuchAPayment,
  notForBankMoney,
} from '../refusals.ts'
import { bookedAt } from '../rules/noon.ts'
import { insertBooking } from '../store.ts'

type Line = Awaited<ReturnType<typeof lineForBooking>>

/**
 * Books money that left a bank account, on the bank's day and once: a fee, money of ours that went elsewhere, or a payment that the bank took
 * back, with which goes what it bought.
 */
export async function bookLine(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { lineId, as, note } = input
  const line = await lineForBooking(tx, lineId)
  if (line.cents > 0n) throw lineCameIn()
  if ((await keptLine(tx, lineId)).arrival_id !== null) throw lineIsSettled()
  const { timeZone } = await regionNow(tx)
  const at = bookedAt(line.day, { timeZone, now: tx.now })
  const account = as === 'fee' ? CHART.paymentFees : input.account
  const paymentId = as === 'came-back' ? await cameBack(tx, line, input) : null
  const isNew = await insertBooking(tx, {
    ...{ line_id: lineId, kind: as, note, payment_id: paymentId },
    account: as === 'came-back' ? null : placeOf(account),
  })
  if (!isNew) throw lineIsBooked()
  if (paymentId !== null) {
    const reason = note ?? 'The bank took it back'
    await reversePayment(tx, { paymentId, because: 'provider', reason, at })
  } else await move(tx, line, { to: placeOf(account), at })
  audit(tx, {
    objects: [{ table: 'banking.line', id: lineId }],
    ...(note !== null && { reason: note }),
  })
}

/** An expense or an account of ours; those with a party each have their own way in. */
function placeOf(account: number | null): number {
  const first = Math.floor((account ?? 0) / 1000)
  const isOther = account !== CHART.bank && account !== CHART.onWayToBank
  const isPlace = account !== null && (first === 1 || first >= 5) && isOther
  if (!isPlace || PARTY_ACCOUNTS[account] !== undefined)
    throw notForBankMoney({}, [{ path: 'account', message: 'Choose another account.' }])
  return account
}

async function move(tx: Tx, line: Line, { to, at }: { to: number; at: Temporal.Instant }) {
  const amount = kes(-line.cents)
  await post(tx, {
    kind: 'banking.line',
    key: `banking.line:${line.id}`,
    subject: { kind: 'banking.line', id: line.id },
    ...(line.reference !== null && { memo: line.reference }),
    bookedAt: at,
    whenClosed: 'book-now',
    postings: [debit(to, amount), credit(CHART.bank, amount)],
  })
}

async function cameBack(
  tx: Tx,
  line: Line,
  { receipt }: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const paymentId = await paymentThatCameBack(tx, { receipt: receipt ?? '', cents: -line.cents })
  if (paymentId === undefined)
    throw notSuchAPayment({}, [{ path: 'receipt', message: 'Look at the payment again.' }])
  return paymentId
}

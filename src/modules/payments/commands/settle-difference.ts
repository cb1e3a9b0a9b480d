import { must } from '#kernel/assert.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes } from '#kernel/money.ts'
import { CHART, credit, debit, post } from '#modules/ledger/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { WAYS_OUT, type settleDifference as endpoint, type WayOut } from '../contract.ts'
import { claimedFacts } from '../queries/claims.ts'
import { lineOf } from '../queries/statement-work.ts'
import {
  differenceIsSettled,
  giveItFirst,
  notAWayOut,
  sayWhichRefund,
  sayWhy,
} from '../refusals.ts'
import { lockDifference, markSettled, updateLine, type LineAtStake } from '../store/statements.ts'
import { bookLine } from './book-line.ts'
import { confirmRefund } from './confirm-refund.ts'
import { lockOwnedPayment } from './lock-owned-payment.ts'
import { reversePayment } from './reverse-payment.ts'

type Input = ParsedInputOf<typeof endpoint>
type Difference = Awaited<ReturnType<typeof lockDifference>>

/** Settles what a statement and the books disagree about, as a person who looked says; each way leaves both explained. */
export async function settleDifference(tx: Tx, input: Input): Promise<void> {
  const { differenceId: id, way, note } = input
  const found = await lockDifference(tx, id)
  if (found.state === 'settled') throw differenceIsSettled()
  const ways: Readonly<Record<string, readonly WayOut[]>> = WAYS_OUT
  if (!ways[found.kind]?.includes(way)) throw notAWayOut()
  const line = found.line_id === null ? undefined : await lineOf(tx, found.line_id)
  const paymentId = await carryOut(tx, found, line, input)
  await markSettled(tx, id, { way, note, ...(paymentId !== null && { paymentId }) })
  if (line) await updateLine(tx, line.id, { state: 'settled', payment_id: paymentId })
  audit(tx, {
    objects: [{ table: 'payments.difference', id }],
    ...(note !== null && { reason: note }),
  })
}

async function carryOut(
  tx: Tx,
  found: Difference,
  line: LineAtStake | undefined,
  { way, note, refundId }: Input,
): Promise<string | null> {
  const { payment_id: paymentId } = found
  switch (way) {
    case 'book':
      return bookLine(tx, must(line, 'unknown money has a line'))
    case 'transfer':
      // Between M-Pesa and the bank: it is there when the bank's statement says so.
      await move(tx, found, line, CHART.onWayToBank)
      return null
    case 'fee':
      await move(tx, found, line, CHART.paymentFees)
      return null
    case 'is-refund': {
      if (refundId === null)
        throw sayWhichRefund({}, [{ path: 'refundId', message: 'Choose the refund.' }])
      const receipt = line?.receipt ?? ''
      await confirmRefund(tx, {
        ...{ refundId, receipt, from: { account: found.account } },
        ...(line && { paidAt: line.at }),
      })
      return null
    }
    case 'correct':
      await correct(tx, found, must(paymentId, 'it differs from a payment'))
      return paymentId
    case 'reverse':
      return neverCame(tx, must(paymentId, 'it is a payment that is missing there'), note)
    case 'accept':
      if (note === null) throw sayWhy({}, [{ path: 'note', message: 'Say why.' }])
      return paymentId
  }
}

/** What never came is undone on the day on which it was booked. */
async function neverCame(tx: Tx, paymentId: string, note: string | null) {
  const { paid_at: at } = await claimedFacts(tx, paymentId)
  const reason = note ?? 'Not on the statement'
  await reversePayment(tx, { paymentId, because: 'provider', reason, at })
  return paymentId
}

/** Between the account and another one, as the line says. */
async function move(tx: Tx, found: Difference, line: LineAtStake | undefined, other: number) {
  const amount = kes(found.cents < 0n ? -found.cents : found.cents)
  const [into, from] = found.cents > 0n ? [found.account, other] : [other, found.account]
  await post(tx, {
    kind: 'payments.settled-difference',
    key: `payments.settled-difference:${found.id}`,
    subject: { kind: 'payments.difference', id: found.id },
    ...(line && { bookedAt: line.at, memo: line.receipt ?? line.kind }),
    whenClosed: 'book-now',
    postings: [debit(into, amount), credit(from, amount)],
  })
}

/** The owner gets, or gives back, what the books had too little or too much. */
async function correct(tx: Tx, found: Difference, paymentId: string) {
  const { subscriber_id: owner } = await lockOwnedPayment(tx, paymentId)
  if (owner === null) throw giveItFirst()
  const isMore = found.cents > 0n
  const amount = kes(isMore ? found.cents : -found.cents)
  const wallet = { party: owner, ...(!isMore && { passZero: 'allowed' as const }) }
  await post(tx, {
    kind: 'payments.correction',
    key: `payments.correction:${found.id}`,
    subject: { kind: 'payments.payment', id: paymentId },
    whenClosed: 'book-now',
    postings: isMore
      ? [debit(found.account, amount), credit(CHART.wallets, amount, wallet)]
      : [debit(CHART.wallets, amount, wallet), credit(found.account, amount)],
  })
}

import { kes } from '#kernel/money.ts'
import { CHART, credit, debit, post } from '#modules/ledger/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { LINE_KINDS } from '../contract.ts'
import { bookedUnder } from '../queries/statement-work.ts'
import { judgeLine, type LineVerdict } from '../rules/statement.ts'
import {
  insertDifference,
  lineTold,
  lockWaitingLines,
  settleMissing,
  updateLine,
  type LineAtStake,
} from '../store/statements.ts'
import { bookLine } from './book-line.ts'
import { reversePayment } from './reverse-payment.ts'

/** Compares some lines of a statement with the books, books what nobody told us of, and keeps what does not agree. How many it did. */
export async function compareLines(tx: Tx, statementId: string, limit: number): Promise<number> {
  const lines = await lockWaitingLines(tx, statementId, limit)
  if (lines.length === 0) return 0
  const { timeZone } = await regionNow(tx)
  const booked = await bookedUnder(tx, lines)
  for (const line of lines) {
    const known = booked(line)
    const verdict = judgeLine(
      { kind: LINE_KINDS.find((kind) => kind === line.kind) ?? 'other', cents: line.cents },
      known.booked,
    )
    await carryOut(tx, { line, ...known, timeZone }, verdict)
  }
  return lines.length
}

type About = {
  readonly line: LineAtStake
  readonly paymentId: string | null
  readonly refundId: string | null
  readonly businessPaymentId: string | null
  readonly timeZone: string
}

async function carryOut(tx: Tx, about: About, verdict: LineVerdict): Promise<void> {
  const { line, paymentId, refundId, businessPaymentId, timeZone } = about
  switch (verdict.kind) {
    case 'matched':
      if (paymentId !== null) await settleMissing(tx, paymentId)
      return updateLine(tx, line.id, {
        ...{ state: 'matched', payment_id: paymentId, refund_id: refundId },
        business_payment_id: businessPaymentId,
      })
    case 'book':
      return updateLine(tx, line.id, {
        ...{ state: 'booked', payment_id: await book(tx, about, verdict.as) },
      })
    case 'differs': {
      await updateLine(tx, line.id, { state: 'differs', payment_id: paymentId })
      return insertDifference(tx, {
        ...{ account: line.account, kind: verdict.how, lineId: line.id, paymentId },
        ...{ cents: verdict.cents, day: line.at.toZonedDateTimeISO(timeZone).toPlainDate() },
      })
    }
  }
}

async function book(
  tx: Tx,
  { line, paymentId }: About,
  as: 'payment' | 'charge' | 'reversal',
): Promise<string | null> {
  if (as === 'payment') return bookLine(tx, line)
  if (as === 'reversal' && paymentId !== null) {
    const { details } = lineTold(tx, line)
    await reversePayment(tx, {
      ...{ paymentId, because: 'provider', at: line.at },
      reason: `Statement: ${details}`.slice(0, 300),
    })
    return paymentId
  }
  await post(tx, {
    kind: 'payments.provider-charge',
    key: `payments.provider-charge:${line.id}`,
    subject: { kind: 'payments.statement-line', id: line.id },
    memo: `${line.rail} ${line.receipt ?? ''}`.trim(),
    bookedAt: line.at,
    whenClosed: 'book-now',
    postings: [debit(CHART.paymentFees, kes(-line.cents)), credit(line.account, kes(-line.cents))],
  })
  return null
}

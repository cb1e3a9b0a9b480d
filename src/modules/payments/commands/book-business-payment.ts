import { kes } from '#kernel/money.ts'
import { CHART, credit, debit, post } from '#modules/ledger/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { updateBusinessPayment, type BusinessPaymentRow } from '../store/business-payments.ts'
import { settleOutgoing } from '../store/statements.ts'

/** What goes to our bank is there when the bank's statement says so; until then it is on its way. */
const placeNow = (bookedTo: number) => (bookedTo === CHART.bank ? CHART.onWayToBank : bookedTo)

/** Books money that reached another business: out of the shortcode's account, to where it belongs. A statement that had it already agrees from now on. */
export async function bookBusinessPayment(
  tx: Tx,
  paid: BusinessPaymentRow,
  how: { receipt: string; account: number; at: Temporal.Instant | undefined },
): Promise<void> {
  const { receipt, account, at } = how
  const amount = kes(paid.cents)
  await updateBusinessPayment(tx, paid.id, { state: 'paid', receipt, why_failed: null })
  await post(tx, {
    kind: 'payments.business-payment',
    key: `payments.business-payment:${paid.id}`,
    subject: { kind: 'payments.business-payment', id: paid.id },
    memo: `mpesa ${receipt}`,
    whenClosed: 'book-now',
    ...(at && { bookedAt: at }),
    postings: [debit(placeNow(paid.booked_to), amount), credit(account, amount)],
  })
  await settleOutgoing(tx, { receipt, businessPaymentId: paid.id })
  audit(tx, { objects: [{ table: 'payments.business_payment', id: paid.id }] })
}

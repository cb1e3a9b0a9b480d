import { must } from '#kernel/assert.ts'
import { kes } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import { RAILS } from '../contract.ts'
import { readPayerPhone } from '../rules/payer-phone.ts'
import { lineTold, type LineAtStake } from '../store/statements.ts'
import { bookTold } from './book-told.ts'
import { receivePayment } from './receive-payment.ts'

/** Books a payment that a statement tells of and nobody else did: matched, or in suspense, like any. */
export async function bookLine(tx: Tx, line: LineAtStake): Promise<string> {
  const { account, name, phone: shown } = lineTold(tx, line)
  const phone = readPayerPhone(shown)
  const payer =
    phone.kind === 'whole' ? { name, phone: phone.e164 } : { name, phone: null, told: shown }
  const rail = RAILS.find((one) => one === line.rail) ?? 'other'
  const told = {
    receipt: must(line.receipt, 'what comes in has a receipt'),
    ...{ channel: 'statement', paidAt: line.at, account, payer },
    into: { account: line.account },
  }
  const { paymentId } =
    rail === 'mpesa'
      ? await bookTold(tx, { ...told, cents: line.cents })
      : await receivePayment(tx, { ...told, rail, amount: kes(line.cents) })
  return paymentId
}

import type { SimPayment } from './town.ts'
import { mpesaTime } from './words.ts'

/** What the status query says of a payment. */
export function statusOf(payment: SimPayment) {
  return [
    { Key: 'ReceiptNo', Value: payment.receipt },
    { Key: 'Amount', Value: Number(payment.cents) / 100 },
    { Key: 'FinalisedTime', Value: Number(mpesaTime(payment.at)) },
    {
      Key: 'DebitPartyName',
      Value: `${payment.phone.msisdn} - ${payment.phone.firstName}`,
    },
    { Key: 'DebitPartyName' },
    { Key: 'CreditPartyName', Value: `${payment.to.number} - Simulated` },
    { Key: 'TransactionStatus', Value: payment.reversed ? 'Reversed' : 'Completed' },
    { Key: 'TransactionReason' },
  ]
}

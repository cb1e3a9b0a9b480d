import { kes } from '#kernel/money.ts'
import { CHART } from '#modules/ledger/index.ts'
import type { Tx } from '#platform/tx.ts'
import { receivePayment } from './commands/receive-payment.ts'
import type { ReceivedMoney } from './commands/receive-payments.ts'

let receipts = 0

/** 1,000 shillings by M-Pesa, a moment ago; in suspense unless an account, a payer or an owner is given. */
export function aPayment(
  tx: Tx,
  given: Partial<ReceivedMoney> & { cents?: bigint; subscriberId?: string } = {},
) {
  const { cents = 100_000n, subscriberId, ...rest } = given
  return receivePayment(tx, {
    rail: 'mpesa',
    receipt: `TEST${String(++receipts).padStart(6, '0')}`,
    channel: 'c2b',
    into: { account: CHART.mpesaPaybill },
    amount: kes(cents),
    paidAt: tx.now,
    ...(subscriberId !== undefined && { owner: { subscriberId, by: 'caller' as const } }),
    ...rest,
  })
}

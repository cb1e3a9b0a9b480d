import { kes } from '#kernel/money.ts'
import { balanceOf, CHART, credit, debit, post } from '#modules/ledger/index.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { receivePayment } from './commands/receive-payment.ts'
import type { ReceivedMoney } from './commands/receive-payments.ts'
import { invariants } from './queries/invariants.ts'

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

/** Cents in somebody's wallet. */
export const wallet = async (read: Read, id: string) =>
  (await balanceOf(read, { kind: 'subscriber', id }, CHART.wallets)).cents
/** Cents that wait in suspense of a payment. */
export const suspense = async (read: Read, id: string) =>
  (await balanceOf(read, { kind: 'payment', id }, CHART.suspense)).cents

/** The subscriber spends from the wallet, as a renewal does. */
export async function spends(tx: Tx, subscriberId: string, cents: bigint): Promise<void> {
  await post(tx, {
    kind: 'payments.test',
    key: `spent:${subscriberId}`,
    postings: [
      debit(CHART.wallets, kes(cents), { party: subscriberId }),
      credit(CHART.recurringRevenue, kes(cents)),
    ],
  })
}

/** Every sentence about payments that is promised and is not so. */
export async function violationsNow(read: Read): Promise<string[]> {
  const found: string[] = []
  for (const { violations } of invariants) found.push(...(await violations(read)))
  return found
}

import { must } from '#kernel/assert.ts'
import type { Tx } from '#platform/tx.ts'
import { receivePayments, type Received, type ReceivedMoney } from './receive-payments.ts'

/** Books one payment; see `receivePayments`. */
export async function receivePayment(tx: Tx, paid: ReceivedMoney): Promise<Received> {
  const [received] = await receivePayments(tx, [paid])
  return must(received, 'one was given')
}

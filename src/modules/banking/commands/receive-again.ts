import { must } from '#kernel/assert.ts'
import { regionNow } from '#modules/organization/index.ts'
import { receivePayments, type Received } from '#modules/payments/index.ts'
import type { Tx } from '#platform/tx.ts'
import { ownReceipt, paidBy, type Keyed } from '../rules/paid-by.ts'

/**
 * A line whose payment was reversed because it was taken for a transfer of ours, by mistake: money in suspense as before, under a receipt of
 * its own, because what is reversed stays so. `times`: how often that happened to it.
 */
export async function receiveAgain(tx: Tx, line: Keyed, times: number): Promise<Received> {
  const { timeZone } = await regionNow(tx)
  const told = paidBy(line, { references: new Set(), timeZone })
  const receipt = `${ownReceipt(line)}-${times + 1}`
  const [received] = await receivePayments(tx, [{ ...told, rail: 'bank', receipt }])
  return must(received, 'one line was given')
}

import { regionNow } from '#modules/organization/index.ts'
import { receivePayments, type Received } from '#modules/payments/index.ts'
import type { Tx } from '#platform/tx.ts'
import { paidBy, type Keyed } from '../rules/paid-by.ts'

/** Makes lines that came in payments, in their order. `references`: those of the bank's references that may be receipts. */
export async function receiveLines(
  tx: Tx,
  lines: readonly Keyed[],
  references: ReadonlySet<string> = new Set(),
): Promise<Received[]> {
  const { timeZone } = await regionNow(tx)
  return receivePayments(
    tx,
    lines.map((line) => paidBy(line, { references, timeZone })),
  )
}

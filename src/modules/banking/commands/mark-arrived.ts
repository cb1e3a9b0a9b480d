import { kes } from '#kernel/money.ts'
import { newId } from '#kernel/id.ts'
import { CHART, post } from '#modules/ledger/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { bookedAt } from '../rules/noon.ts'
import { insertArrival } from '../store.ts'

/**
 * Books that a line of the bank is this transfer: out of what is on its way, into the bank, on the bank's day. False where either is taken: then
 * nothing is booked.
 */
export async function markArrived(
  tx: Tx,
  line: { id: string; day: string; cents: bigint },
  { journal, by }: { journal: bigint; by: 'receipt' | 'words' | 'staff' },
): Promise<boolean> {
  const id = newId(tx.now)
  if (!(await insertArrival(tx, { id, line_id: line.id, journal, found_by: by }))) return false
  const { timeZone } = await regionNow(tx)
  await post(tx, {
    kind: 'banking.arrival',
    key: `banking.arrival:${id}`,
    subject: { kind: 'banking.line', id: line.id },
    bookedAt: bookedAt(line.day, { timeZone, now: tx.now }),
    whenClosed: 'book-now',
    postings: [
      { account: CHART.bank, amount: kes(line.cents) },
      { account: CHART.onWayToBank, amount: kes(-line.cents) },
    ],
  })
  audit(tx, { objects: [{ table: 'banking.line', id: line.id }] })
  return true
}

import { kes } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import { post } from './commands/post.ts'
import { CHART } from './contract/chart.ts'
import { credit, debit, type NewJournal } from './rules/journal.ts'

export { closePeriod } from './commands/close-period.ts'

let journals = 0

/** Money that came to the bank for a subscriber's wallet: 1,000 shillings unless said. */
export async function aJournal(
  tx: Tx,
  given: Partial<NewJournal> & { cents?: bigint; subscriberId?: string } = {},
) {
  const { cents = 100_000n, subscriberId = crypto.randomUUID(), ...rest } = given
  const booked = await post(tx, {
    kind: 'ledger.test',
    key: `test:${++journals}`,
    postings: [
      debit(CHART.bank, kes(cents)),
      credit(CHART.wallets, kes(cents), { party: subscriberId }),
    ],
    ...rest,
  })
  return { ...booked, subscriberId }
}

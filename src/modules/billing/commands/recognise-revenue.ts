import { kes } from '#kernel/money.ts'
import { CHART, credit, debit, post } from '#modules/ledger/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { earnedSince, holdRecognition, setRecognised } from '../store.ts'
import { addRecognised } from '../store/sums.ts'

/**
 * Books what was earned of deferred revenue since the last time, in one journal for each account of income: the difference of what
 * was unearned then and is unearned now, over all lines whose period was not over then.
 */
export async function recogniseRevenue(tx: Tx): Promise<void> {
  const since = await holdRecognition(tx)
  if (Temporal.Instant.compare(since, tx.now) >= 0) return
  const { timeZone } = await regionNow(tx)
  await addRecognised(tx, since, tx.now.toZonedDateTimeISO(timeZone).toPlainDate())
  for (const { account, earned } of await earnedSince(tx, since)) {
    if (earned === 0n) continue
    await post(tx, {
      kind: 'billing.recognition',
      key: `billing.recognition:${account}:${tx.now.toString()}`,
      postings: [debit(CHART.deferredRevenue, kes(earned)), credit(account, kes(earned))],
    })
  }
  await setRecognised(tx, tx.now)
}

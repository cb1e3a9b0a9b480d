import type { Tx } from '#platform/tx.ts'
import { nasTested } from '../events.ts'
import type { TestOutcome } from '../queries/nas-tests.ts'
import { putHeard, putTestOutcome } from '../store/nas.ts'

/** Records what came of asking a router. An answer that knew the secret is also something heard of it. */
export async function recordTest(
  tx: Tx,
  test: { testId: string; nasId: string; siteId: string; outcome: TestOutcome },
): Promise<void> {
  const { testId, nasId, siteId, outcome } = test
  await putTestOutcome(tx, testId, outcome)
  const isApiWell = outcome.api?.outcome === 'well'
  if (outcome.outcome === 'well' || isApiWell)
    await putHeard(tx, [
      { nasId, confirmedAt: tx.now, ...(isApiWell && { software: outcome.api?.said }) },
    ])
  tx.emit(nasTested, { nasId, siteId, testId })
}

import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { periodReopened } from '../events.ts'
import { periodEdges } from '../queries/periods.ts'
import { periodNotLast } from '../refusals.ts'
import { lockPeriods, putPeriod } from '../store.ts'

/** Opens the month that was closed last, for somebody who says why. */
export async function reopenPeriod(
  tx: Tx,
  input: { month: string; reason: string },
): Promise<void> {
  await lockPeriods(tx)
  const month = Temporal.PlainDate.from(input.month)
  const { reopenable } = await periodEdges(tx)
  if (!reopenable?.equals(month)) throw periodNotLast()
  await putPeriod(tx, { month, state: 'open', reason: input.reason })
  audit(tx, { reason: input.reason, after: { month: input.month } })
  tx.emit(periodReopened, { month: input.month })
}

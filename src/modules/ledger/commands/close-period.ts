import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { periodClosed as announcement } from '../events.ts'
import { checksNow, periodEdges } from '../queries/periods.ts'
import { periodNotNext, periodNotReady } from '../refusals.ts'
import { lockPeriods, putPeriod } from '../store.ts'

/**
 * Closes a month: the ledger takes nothing more into it. In order, from the earliest, and only when its checks
 * find nothing that must be put right first. Units that are booking are waited for.
 */
export async function closePeriod(tx: Tx, input: { month: string; reason: string }): Promise<void> {
  await lockPeriods(tx)
  const month = Temporal.PlainDate.from(input.month)
  const { closable } = await periodEdges(tx)
  if (!closable?.equals(month)) {
    throw periodNotNext({ next: closable?.toString().slice(0, 7) ?? '–' })
  }
  const checks = await checksNow(tx, month)
  const stops = checks.filter(({ outcome }) => outcome === 'stop')
  if (stops.length > 0) {
    throw periodNotReady({
      month: input.month.slice(0, 7),
      checks: stops.map(({ name }) => name).join(', '),
    })
  }
  await putPeriod(tx, { month, state: 'closed', reason: input.reason })
  audit(tx, { reason: input.reason, after: { month: input.month, checks } })
  tx.emit(announcement, { month: input.month })
}

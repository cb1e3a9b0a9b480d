import { regionNow } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { runMoved } from '../events.ts'
import { dueCyclesAfter } from '../queries/due-cycles.ts'
import { countBehind } from '../rules/behind.ts'
import { parkedRows } from '../rules/parking.ts'
import { totalsOfRun } from '../rules/run-totals.ts'
import { addRunTotals, addToRun, insertParked, lockRun } from '../store/runs.ts'
import type { RunFacts } from './bill-chunk.ts'
import { priceCycles } from './price-cycles.ts'

/**
 * The next payers of a dry run: priced as the live run would, summed, and left as they are. Of a payer who is several cycles behind only the
 * first is priced, because what the next one charges hangs on what the first one leaves; how many they are is told.
 */
export async function priceChunk(
  tx: Tx,
  run: RunFacts & { readonly limit: number },
): Promise<number> {
  const { runId, cutoff, limit } = run
  const { after_at, after_id } = await lockRun(tx, runId)
  const after = after_at && after_id !== null ? { at: after_at, payerId: after_id } : undefined
  const cycles = await dueCyclesAfter(tx, { cutoff, limit, after })
  const last = cycles.at(-1)
  if (!last) return 0
  const { timeZone } = await regionNow(tx)
  // Invoices are of the day on which the live run would write them.
  const at = Temporal.Instant.compare(cutoff, tx.now) > 0 ? cutoff : tx.now
  const on = at.toZonedDateTimeISO(timeZone).toPlainDate()
  const { priced, facts } = await priceCycles(tx, cycles, { on, kept: run.kept })
  const charged = priced.filter(({ lines }) => lines.some(({ taxed }) => taxed.gross > 0n))
  const parked = parkedRows(priced)
  await insertParked(tx, runId, parked)
  await addRunTotals(tx, runId, totalsOfRun(charged))
  await addToRun(tx, runId, {
    invoiced: charged.length,
    nothing: priced.length - charged.length - parked.length,
    behind: countBehind(
      priced.filter((one) => !one.parked),
      cutoff,
      facts,
    ),
    after: { at: last.to, payerId: last.payerId },
  })
  tx.emit(runMoved, { runId })
  return cycles.length
}

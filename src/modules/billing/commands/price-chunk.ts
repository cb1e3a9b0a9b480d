import { regionNow } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { runMoved } from '../events.ts'
import { dueCyclesAfter } from '../queries/due-cycles.ts'
import { countBehind } from '../rules/behind.ts'
import { nextCycle } from '../rules/charge-cycle.ts'
import { couponUse, type CycleFacts, type PayersCycle } from '../rules/cycle-facts.ts'
import { parkedRows } from '../rules/parking.ts'
import { totalsOfRun } from '../rules/run-totals.ts'
import { addRunTotals, addToRun, insertParked, lockRun } from '../store/runs.ts'
import type { RunFacts } from './bill-chunk.ts'
import { priceCycles, type PricedCycle } from './price-cycles.ts'

/** Cycles of one payer that are priced in a unit: a year of weeks, a quarter of nights. */
const CYCLES_MAX = 100

/**
 * The next payers of a dry run: priced as the live run would, cycle after cycle up to its cut-off, summed, and left as they are. What a cycle hands
 * to the next, coupons that it used, is remembered for it.
 */
export async function priceChunk(
  tx: Tx,
  run: RunFacts & { readonly limit: number },
): Promise<number> {
  const { runId, cutoff, limit, kept } = run
  const { after_at, after_id } = await lockRun(tx, runId)
  const after = after_at && after_id !== null ? { at: after_at, payerId: after_id } : undefined
  const cycles = await dueCyclesAfter(tx, { cutoff, limit, after })
  const last = cycles.at(-1)
  if (!last) return 0
  const { timeZone } = await regionNow(tx)
  // Invoices are of the day on which the live run would write them.
  const at = Temporal.Instant.compare(cutoff, tx.now) > 0 ? cutoff : tx.now
  const on = at.toZonedDateTimeISO(timeZone).toPlainDate()
  const used = new Map<string, number>()
  let coming: readonly PayersCycle[] = cycles
  for (let pass = 0; coming.length > 0 && pass < CYCLES_MAX; pass++) {
    const { priced, facts } = await priceCycles(tx, coming, { on, kept, used })
    const going = await write(tx, runId, priced)
    if (pass === 0) await addToRun(tx, runId, { behind: countBehind(going, cutoff, facts) })
    for (const use of going.flatMap(({ coupons }) => coupons))
      used.set(couponUse(use), (used.get(couponUse(use)) ?? 0) + 1)
    coming = nextOf(going, cutoff, facts)
  }
  await addToRun(tx, runId, { after: { at: last.to, payerId: last.payerId } })
  tx.emit(runMoved, { runId })
  return cycles.length
}

/** Sums what was priced; answers those who were not parked. */
async function write(tx: Tx, runId: string, priced: readonly PricedCycle[]) {
  const going = priced.filter(({ parked }) => !parked)
  const charged = going.filter(({ lines }) => lines.some(({ taxed }) => taxed.gross > 0n))
  await insertParked(tx, runId, parkedRows(priced))
  await addRunTotals(tx, runId, totalsOfRun(charged))
  const [invoiced, nothing] = [charged.length, going.length - charged.length]
  await addToRun(tx, runId, { invoiced, nothing })
  return going
}

function nextOf(
  going: readonly PricedCycle[],
  cutoff: Temporal.Instant,
  facts: CycleFacts,
): PayersCycle[] {
  return going
    .filter(({ goesOn }) => goesOn)
    .map(({ cycle }) => ({ ...cycle, ...nextCycle(cycle, facts) }))
    .filter(({ to }) => Temporal.Instant.compare(to, cutoff) <= 0)
}

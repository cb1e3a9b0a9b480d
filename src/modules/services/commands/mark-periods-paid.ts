import type { Tx } from '#platform/tx.ts'
import { setPeriodsPaid } from '../store.ts'
import { recountPaid } from './recount-paid.ts'

/** The charge for these periods is settled: they count as paid from now on. */
export async function markPeriodsPaid(
  tx: Tx,
  input: { periodIds: readonly string[]; invoiceId?: string },
): Promise<void> {
  await recountPaid(tx, await setPeriodsPaid(tx, input.periodIds, input.invoiceId ?? null))
}

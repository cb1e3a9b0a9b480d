import { prepareMonths } from '#modules/usage/index.ts'
import type { Tx } from '#platform/tx.ts'
import { makePartition } from '../store.ts'

/** Partitions of past sessions and of usage for this month and the two that come, before any row needs them. */
export async function preparePartitions(tx: Tx): Promise<void> {
  const thisMonth = tx.now.toZonedDateTimeISO('UTC').toPlainDate().toPlainYearMonth()
  // First, because it lets one process at a time make partitions.
  await prepareMonths(tx)
  for (const months of [0, 1, 2]) await makePartition(tx, thisMonth.add({ months }))
}

import type { Read } from '#platform/tx.ts'
import { PAUSE_YEAR } from '../rules/pausing.ts'
import { holdsDuring, type HeldHold } from './held.ts'

/** Pauses of the last year, by service; those that run or are still to come included. */
export async function ownPauses(
  read: Read,
  serviceIds: readonly string[],
): Promise<Map<string, HeldHold[]>> {
  if (serviceIds.length === 0) return new Map()
  const [from, to] = [read.now.subtract(PAUSE_YEAR), read.now.add(PAUSE_YEAR)]
  const holds = await holdsDuring(read, { serviceIds, from, to })
  return Map.groupBy(
    holds.filter(({ reason }) => reason === 'voluntary'),
    ({ serviceId }) => serviceId,
  )
}

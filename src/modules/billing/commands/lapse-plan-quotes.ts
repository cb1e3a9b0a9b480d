import { dropChange } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { lapseQuotes } from '../store/plan-quotes.ts'

/** Quotes whose time is over lapse; answers how many. */
export async function lapsePlanQuotes(tx: Tx, { limit }: { limit: number }): Promise<number> {
  const lapsed = await lapseQuotes(tx, limit)
  for (const { service_id: serviceId, change_id: changeId } of lapsed)
    if (changeId !== null) await dropChange(tx, { serviceId, changeId })
  return lapsed.length
}

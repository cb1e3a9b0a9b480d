import { Refusal } from '#kernel/refusal.ts'
import { dropChange } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { asQuoted, waitingQuotes } from '../queries/plan-quotes.ts'
import { lockPlanQuote, setPlanQuote } from '../store/plan-quotes.ts'
import { makePlanChange } from './make-plan-change.ts'

/**
 * Money has come: plans that waited for it change at the quoted price. What costs something else meanwhile lapses. Whoever calls
 * holds the subscribers, and renews afterwards.
 */
export async function applyWaitingQuotes(tx: Tx, subscriberIds: readonly string[]) {
  for (const { id } of await waitingQuotes(tx, subscriberIds)) {
    const quote = await lockPlanQuote(tx, id)
    if (quote?.state !== 'waiting') continue
    const change = await asQuoted(tx, quote).catch((error: unknown) => {
      // The service has ended, or the plan is gone.
      if (error instanceof Refusal) return undefined
      throw error
    })
    const { changeId, serviceId } = quote
    if (!change) {
      await setPlanQuote(tx, id, { state: 'lapsed' })
      if (changeId !== null) await dropChange(tx, { serviceId, changeId })
    } else if (change.charged <= change.available) {
      await makePlanChange(tx, change, { quoteId: id, changeId })
      await setPlanQuote(tx, id, { state: 'done' })
    }
  }
}

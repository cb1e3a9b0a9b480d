import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import { planChangeAt } from '../queries/plan-change.ts'
import { QUOTE_VALID } from '../rules/quote-valid.ts'
import { insertPlanQuote } from '../store/plan-quotes.ts'

/** Works out what another plan costs from this moment on, and keeps the price for some minutes. Answers the id. */
export async function quotePlan(
  tx: Tx,
  input: { serviceId: string; planVersionId: string },
): Promise<string> {
  const { serviceId, planVersionId: toVersionId } = input
  const change = await planChangeAt(tx, { serviceId, toVersionId, at: tx.now })
  const id = newId(tx.now)
  await insertPlanQuote(tx, {
    ...{ id, serviceId, toVersionId, at: tx.now, validUntil: tx.now.add(QUOTE_VALID) },
    ...{ subscriberId: change.service.subscriberId },
    ...{ credited: change.credited, charged: change.charged },
  })
  return id
}

import { planVersionNow } from '#modules/catalog/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { servicesHeld } from '#modules/services/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { paidOtherwiseUntil } from '../queries/due-cycles.ts'
import { payerOf } from '../queries/running-period.ts'
import { agreedTerms, firstCycle } from '../rules/cycles.ts'
import { insertCycles } from '../store/runs.ts'

/**
 * A service is not theirs any more, not paid afterwards any more, or over: what it was is still to be invoiced, also where no run has seen it, as none
 * would look for it later.
 */
export async function keepCycle(
  tx: Tx,
  was: { serviceId: string; subscriberId: string; planVersionId: string },
): Promise<void> {
  const { serviceId, subscriberId, planVersionId } = was
  const kind = (await planVersionNow(tx, planVersionId)).terms.payment
  if (kind !== 'postpaid' && kind !== 'payg') return
  const [service] = await servicesHeld(tx, { serviceIds: [serviceId] })
  if (!service?.activatedAt) return
  const { pay, status } = service
  if (status === 'active' && pay === kind && service.subscriberId === subscriberId) return
  const began = (await paidOtherwiseUntil(tx, { serviceId, kind })) ?? service.activatedAt
  const payerId = await payerOf(tx, subscriberId)
  const facts = (await subscriberFacts(tx, [payerId])).get(payerId)
  const { timeZone } = await regionNow(tx)
  const terms = agreedTerms(kind, facts?.cycle)
  await insertCycles(tx, [{ payerId, kind, ...firstCycle(terms, began, timeZone) }])
}

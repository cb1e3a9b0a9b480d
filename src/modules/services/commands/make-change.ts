import type { Tx } from '#platform/tx.ts'
import type { PendingDetails } from '../contract/services.ts'
import { planFacts } from '../queries/plans.ts'
import { changePlan } from './change-plan.ts'
import { endService } from './end-service.ts'
import { relocateService } from './relocate-service.ts'
import { transferService } from './transfer-service.ts'

/** Makes one change true at this moment. */
export async function makeChange(
  tx: Tx,
  change: { serviceId: string; details: PendingDetails; quoteId: string | null },
): Promise<void> {
  const { serviceId, details, quoteId } = change
  switch (details.what) {
    case 'plan': {
      const { pay, grace_s } = await planFacts(tx, details.planVersionId)
      return changePlan(tx, {
        serviceId,
        planVersionId: details.planVersionId,
        pay,
        grace_s,
        quoteId,
      })
    }
    case 'relocation':
      return relocateService(tx, {
        serviceId,
        addressId: details.addressId,
        siteId: details.siteId,
      })
    case 'transfer':
      return transferService(tx, { serviceId, subscriberId: details.subscriberId })
    case 'cancellation':
      return endService(tx, { serviceId, because: details.because })
    default:
      details satisfies never
  }
}

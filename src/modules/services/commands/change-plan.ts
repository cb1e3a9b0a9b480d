import { audit } from '#platform/audit.ts'
import { noteMoments } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { Pay } from '../contract/serving.ts'
import { planChanged } from '../events.ts'
import { samePlan, serviceIsEnded } from '../refusals.ts'
import { lockService, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/**
 * Another plan from this moment on. Ending the old periods, the price of the new ones and what is given back are the
 * caller's, in the same unit; a change for later is `askChange`.
 */
export async function changePlan(
  tx: Tx,
  input: {
    serviceId: string
    planVersionId: string
    pay: Pay
    grace_s: number
    quoteId?: string | null
  },
): Promise<void> {
  const service = await lockService(tx, input.serviceId)
  if (service.status === 'ended') throw serviceIsEnded()
  if (service.plan_version_id === input.planVersionId) throw samePlan()
  await touch(tx, [service.id], {
    plan_version_id: input.planVersionId,
    pay: input.pay,
    grace_s: input.grace_s,
  })
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  await noteMoments(tx, [
    {
      subscriberId: service.subscriber_id,
      what: 'services.plan-changed',
      facts: {
        serviceId: service.id,
        number: service.number,
        from: service.plan_version_id,
        to: input.planVersionId,
      },
    },
  ])
  tx.emit(planChanged, {
    serviceId: service.id,
    subscriberId: service.subscriber_id,
    fromVersionId: service.plan_version_id,
    toVersionId: input.planVersionId,
    quoteId: input.quoteId ?? null,
  })
  tellNetwork(tx, [service.id], 'plan')
}

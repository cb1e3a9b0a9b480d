import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeDetails as endpoint } from '../contract/services.ts'
import { refuseStale, serviceIsEnded } from '../refusals.ts'
import { lockService, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** What a service is called, whether it renews itself, and limits that differ from the plan's. */
export async function changeDetails(tx: Tx, input: ParsedInputOf<typeof endpoint>) {
  const service = await lockService(tx, input.serviceId)
  refuseStale(service, input.version)
  if (service.status === 'ended') throw serviceIsEnded()
  await touch(tx, [service.id], {
    label: input.label,
    auto_renew: input.autoRenew,
    renew_priority: input.renewPriority,
    sessions_max: input.sessionsMax,
    is_bound: input.isBound,
  })
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  tellNetwork(tx, [service.id], 'limits')
}

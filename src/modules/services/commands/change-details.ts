import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeDetails as endpoint } from '../contract/services.ts'
import { routersNamed } from '../queries/routers.ts'
import { refuseStale, routerUnknown, serviceIsEnded } from '../refusals.ts'
import { lockService, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** What a service is called, whether it renews itself, and limits that differ from the plan's. */
export async function changeDetails(tx: Tx, input: ParsedInputOf<typeof endpoint>) {
  const service = await lockService(tx, input.serviceId)
  refuseStale(service, input.version)
  if (service.status === 'ended') throw serviceIsEnded()
  await refuseStrangeRouters(tx, service.nas_ids, input.nasIds)
  await touch(tx, [service.id], {
    label: input.label,
    auto_renew: input.autoRenew,
    renew_priority: input.renewPriority,
    sessions_max: input.sessionsMax,
    is_bound: input.isBound,
    nas_ids: [...new Set(input.nasIds)],
  })
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  tellNetwork(tx, [service.id], 'limits')
}

/** Those that it was limited to already may stay, whoever can see them; others must be in service, at the caller's sites. */
async function refuseStrangeRouters(tx: Tx, before: readonly string[], nasIds: readonly string[]) {
  const added = new Set(nasIds.filter((id) => !before.includes(id)))
  const found = await routersNamed(tx, [...added], 'at hand')
  if (found.length < added.size)
    throw routerUnknown({}, [{ path: 'nasIds', message: 'Choose routers that are in service.' }])
}

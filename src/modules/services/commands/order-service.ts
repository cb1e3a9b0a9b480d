import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import {
  findAddress,
  findRunningContract,
  lockActiveSubscriber,
  newNumbers,
  noteMoments,
} from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { dials, type ServiceAccess } from '../contract/shapes.ts'
import type { Pay } from '../contract/serving.ts'
import { serviceActivated, serviceOrdered } from '../events.ts'
import { addressNotTheirs, contractNotTheirs } from '../refusals.ts'
import { insertServices, insertTransitions } from '../store.ts'
import { addCredential } from './add-credential.ts'
import { tellNetwork } from './tell-network.ts'

export type NewService = {
  readonly subscriberId: string
  readonly planVersionId: string
  readonly pay: Pay
  readonly grace_s: number
  readonly access: ServiceAccess
  /** What it waits for before it is active; null: for nothing, it is active at once. */
  readonly waitsFor: 'payment' | 'installation' | null
  readonly siteId?: string | null
  readonly addressId?: string | null
  readonly contractId?: string | null
  readonly label?: string | null
  readonly autoRenew?: boolean
  readonly sessionsMax?: number | null
  readonly isBound?: boolean
  /** The routers on which it may be used; on all unless said. */
  readonly nasIds?: readonly string[]
  /** For those that dial. Without a name the service's number is the name; without a password one is made. */
  readonly username?: string
  readonly password?: string
}

/** A subscriber orders a service. Answers its id and number. Nothing is charged here: whoever bills listens. */
export async function orderService(
  tx: Tx,
  order: NewService,
): Promise<{ serviceId: string; number: string }> {
  await lockActiveSubscriber(tx, order.subscriberId)
  const { addressId = null, contractId = null } = order
  if (addressId !== null) {
    const address = await findAddress(tx, addressId)
    if (address?.subscriberId !== order.subscriberId) throw addressNotTheirs()
  }
  if (contractId !== null) {
    const contract = await findRunningContract(tx, contractId)
    if (contract?.subscriberId !== order.subscriberId) throw contractNotTheirs()
  }
  const [number = ''] = await newNumbers(tx, 1)
  const id = newId(tx.now)
  const isActive = order.waitsFor === null
  await insertServices(tx, [
    {
      id,
      number,
      subscriber_id: order.subscriberId,
      plan_version_id: order.planVersionId,
      site_id: order.siteId ?? null,
      address_id: addressId,
      contract_id: contractId,
      label: order.label ?? null,
      access: order.access,
      pay: order.pay,
      status: isActive ? 'active' : 'pending',
      waits_for: order.waitsFor,
      activated_at: isActive ? tx.now : null,
      grace_s: order.grace_s,
      auto_renew: order.autoRenew ?? true,
      sessions_max: order.sessionsMax ?? null,
      is_bound: order.isBound ?? false,
      nas_ids: [...(order.nasIds ?? [])],
    },
  ])
  await insertTransitions(tx, [
    {
      id: newId(tx.now),
      service_id: id,
      event: 'order',
      from_status: null,
      to_status: isActive ? 'active' : 'pending',
      because: null,
    },
  ])
  if (dials(order.access)) {
    await addCredential(tx, {
      serviceId: id,
      username: order.username ?? number,
      ...(order.password !== undefined && { password: order.password }),
    })
  }
  audit(tx, {
    objects: [{ table: 'services.service', id }],
    ...(order.siteId && { siteId: order.siteId }),
  })
  const about = { serviceId: id, subscriberId: order.subscriberId }
  await noteMoments(tx, [
    {
      subscriberId: order.subscriberId,
      what: 'services.ordered',
      facts: { serviceId: id, number },
    },
  ])
  tx.emit(serviceOrdered, { ...about, planVersionId: order.planVersionId })
  if (isActive) tx.emit(serviceActivated, { ...about, because: 'ordered' })
  tellNetwork(tx, [id], 'status')
  return { serviceId: id, number }
}

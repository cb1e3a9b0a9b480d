import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import {
  findAddress,
  findRunningContract,
  lockActiveSubscribers,
  newNumbers,
  noteMoments,
} from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { Pay } from '../contract/serving.ts'
import { dials, type ServiceAccess } from '../contract/shapes.ts'
import { serviceActivated, serviceOrdered } from '../events.ts'
import { addressNotTheirs, contractNotTheirs } from '../refusals.ts'
import { insertServices, insertTransitions } from '../store.ts'
import { addCredentials } from './add-credentials.ts'
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

export type Ordered = { readonly serviceId: string; readonly number: string }

/** Services that several subscribers order, in few statements; answers in the order of what it was given. */
export async function orderServices(tx: Tx, orders: readonly NewService[]): Promise<Ordered[]> {
  await lockActiveSubscribers(
    tx,
    orders.map(({ subscriberId }) => subscriberId),
  )
  for (const order of orders) await refuseOfOthers(tx, order)
  const numbers = await newNumbers(tx, orders.length)
  const ordered = orders.map((order, place) => ({
    ...{ order, id: newId(tx.now), number: numbers[place] ?? '' },
    isActive: order.waitsFor === null,
  }))
  await insertServices(tx, ordered.map(serviceRow(tx)))
  await insertTransitions(
    tx,
    ordered.map(({ id, isActive }) => ({
      ...{ id: newId(tx.now), service_id: id, event: 'order', from_status: null, because: null },
      to_status: isActive ? 'active' : 'pending',
    })),
  )
  await addCredentials(
    tx,
    ordered
      .filter(({ order }) => dials(order.access))
      .map(({ id, number, order: { username = number, password } }) => ({
        ...{ serviceId: id, username, ...(password !== undefined && { password }) },
      })),
  )
  for (const { id, order } of ordered)
    audit(tx, {
      objects: [{ table: 'services.service', id }],
      ...(order.siteId && { siteId: order.siteId }),
    })
  await noteMoments(
    tx,
    ordered.map(({ id, number, order: { subscriberId } }) => ({
      ...{ subscriberId, what: 'services.ordered', facts: { serviceId: id, number } },
    })),
  )
  for (const { id: serviceId, isActive, order } of ordered) {
    const { subscriberId, planVersionId } = order
    tx.emit(serviceOrdered, { serviceId, subscriberId, planVersionId })
    if (isActive) tx.emit(serviceActivated, { serviceId, subscriberId, because: 'ordered' })
  }
  tellNetwork(
    tx,
    ordered.map(({ id }) => id),
    'status',
  )
  return ordered.map(({ id: serviceId, number }) => ({ serviceId, number }))
}

async function refuseOfOthers(tx: Tx, order: NewService) {
  const { subscriberId, addressId = null, contractId = null } = order
  if (addressId !== null) {
    const address = await findAddress(tx, addressId)
    if (address?.subscriberId !== subscriberId) throw addressNotTheirs()
  }
  if (contractId !== null) {
    const contract = await findRunningContract(tx, contractId)
    if (contract?.subscriberId !== subscriberId) throw contractNotTheirs()
  }
}

const serviceRow =
  (tx: Tx) =>
  ({ id, number, isActive, order }: Ready) => ({
    id,
    number,
    subscriber_id: order.subscriberId,
    plan_version_id: order.planVersionId,
    site_id: order.siteId ?? null,
    address_id: order.addressId ?? null,
    contract_id: order.contractId ?? null,
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
  })

type Ready = {
  readonly id: string
  readonly number: string
  readonly isActive: boolean
  readonly order: NewService
}

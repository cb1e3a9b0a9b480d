import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { Json } from '#platform/vault.ts'
import { serviceIsEnded } from '../refusals.ts'
import { insertAddon, lockService, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** Something beside the plan: more data, a static address, priority. Answers its id. Whoever sells it charges it. */
export async function addAddon(
  tx: Tx,
  input: {
    serviceId: string
    productId: string
    name: string
    quantity: number
    from: Temporal.Instant
    /** Null: until it is ended. */
    to: Temporal.Instant | null
    price: Json
  },
): Promise<string> {
  const service = await lockService(tx, input.serviceId)
  if (service.status === 'ended') throw serviceIsEnded()
  const id = newId(tx.now)
  await insertAddon(tx, {
    id,
    service_id: service.id,
    product_id: input.productId,
    name: input.name,
    quantity: input.quantity,
    from_at: input.from,
    to_at: input.to,
    price: input.price,
  })
  await touch(tx, [service.id])
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  tellNetwork(tx, [service.id], 'addons')
  return id
}

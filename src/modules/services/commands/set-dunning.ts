import type { Tx } from '#platform/tx.ts'
import type { Dunning } from '../contract/serving.ts'
import { lockServices, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** How far dunning has come for services that are paid afterwards. Set for many at once; what is so already is left alone. */
export async function setDunning(
  tx: Tx,
  input: { serviceIds: readonly string[]; dunning: Dunning },
): Promise<void> {
  const services = await lockServices(tx, input.serviceIds)
  const changing = services
    .filter((service) => service.dunning !== input.dunning && service.status !== 'ended')
    .map((service) => service.id)
  if (changing.length === 0) return
  await touch(tx, changing, { dunning: input.dunning })
  tellNetwork(tx, changing, 'dunning')
}

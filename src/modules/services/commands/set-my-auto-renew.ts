import { audit } from '#platform/audit.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { theirService } from '../queries/portal.ts'
import { lockService, touch } from '../store.ts'

/** Whether a service buys its next period from the wallet by itself. */
export async function setMyAutoRenew(
  tx: Tx,
  { serviceId, isOn }: { serviceId: string; isOn: boolean },
): Promise<void> {
  await theirService(tx, { serviceId, subscriberId: callingSubscriber(tx) })
  const service = await lockService(tx, serviceId)
  await touch(tx, [service.id], { auto_renew: isOn })
  audit(tx, { objects: [{ table: 'services.service', id: serviceId }] })
}

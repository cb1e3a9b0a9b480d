import type { Tx } from '#platform/tx.ts'
import { lockService } from '../store.ts'
import { activateServices } from './activate-services.ts'

/**
 * What was waited for has come: the first payment, or the technician. From now on the periods decide whether it is
 * served. Doing it twice is harmless, because the payment and the technician may both say so.
 */
export async function activateService(tx: Tx, { serviceId }: { serviceId: string }): Promise<void> {
  await lockService(tx, serviceId)
  await activateServices(tx, { serviceIds: [serviceId], because: 'installed' })
}

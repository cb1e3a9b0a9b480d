import type { Read } from '#platform/tx.ts'
import type { HoldReason } from '../contract/serving.ts'

export async function findHold(read: Read, id: string) {
  return read.sql
    .selectFrom('services.hold')
    .select(['id', 'service_id', 'reason'])
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function openHoldsFor(read: Read, serviceId: string, reason: HoldReason) {
  return read.sql
    .selectFrom('services.hold')
    .select(['id', 'bills', 'from_at', 'to_at'])
    .where('service_id', '=', serviceId)
    .where('reason', '=', reason)
    .where('lifted_at', 'is', null)
    .execute()
}

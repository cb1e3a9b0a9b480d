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

export async function openHoldsOf(read: Read, serviceId: string) {
  return read.sql
    .selectFrom('services.hold')
    .select(['id', 'bills'])
    .where('service_id', '=', serviceId)
    .where('lifted_at', 'is', null)
    .execute()
}

/** Holds whose moment has come and that nobody lifted before, the earliest first. */
export async function holdsThatEnded(read: Read, { limit }: { limit: number }) {
  return read.sql
    .selectFrom('services.hold as hold')
    .innerJoin('services.service as service', 'service.id', 'hold.service_id')
    .select(['hold.id', 'hold.service_id', 'service.subscriber_id'])
    .where('hold.lifted_at', 'is', null)
    .where('hold.to_at', '<=', read.now)
    .orderBy('hold.to_at')
    .limit(limit)
    .execute()
}

import type { Read } from '#platform/tx.ts'

/** The record under which somebody is known here, where it is still one. */
export async function buyerOf(read: Read, knownBy: string): Promise<string | undefined> {
  const row = await read.sql
    .selectFrom('hotspot.buyer as buyer')
    .innerJoin('subscribers.subscriber as subscriber', 'subscriber.id', 'buyer.subscriber_id')
    .select('subscriber_id')
    .where('known_by', '=', knownBy)
    .where('subscriber.state', '=', 'active')
    .executeTakeFirst()
  return row?.subscriber_id
}

/** What they bought of the same before, and whose time is over: it goes on, with its devices, instead of another one beside it. */
export async function openPassOf(
  read: Read,
  of: { subscriberId: string; planVersionId: string; siteId: string },
): Promise<string | undefined> {
  const row = await read.sql
    .selectFrom('hotspot.pass as pass')
    .innerJoin('services.service as service', 'service.id', 'pass.id')
    .select('pass.id')
    .where('service.subscriber_id', '=', of.subscriberId)
    .where('service.plan_version_id', '=', of.planVersionId)
    .where('service.site_id', '=', of.siteId)
    .where('service.status', '=', 'active')
    .where('service.paid_until', '<=', read.now)
    .where('pass.kind', '=', 'bought')
    .where('pass.ended_at', 'is', null)
    .orderBy('service.paid_until', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

import { sql, type Expression } from 'kysely'
import { sitesFor } from '#kernel/actor.ts'
import type { Permission } from '#kernel/endpoint.ts'
import type { Read } from '#platform/tx.ts'
import { paymentNotFound } from '../refusals.ts'

/**
 * Which payments somebody's permission reaches: all, or those of subscribers at their sites. Payments of nobody are for
 * those who work everywhere.
 */
export function reachOf(read: Read, permission: Permission): Expression<unknown> | undefined {
  const sites = sitesFor(read.actor, permission)
  if (sites === 'all') return undefined
  return sql`exists (select from subscribers.subscriber as reached
    where reached.id = payment.subscriber_id and reached.site_id = any(${[...sites]}::uuid[]))`
}

/** Refuses a payment that the caller's permission does not reach, as one that is not there. */
export async function refuseUnreached(read: Read, paymentId: string, permission: Permission) {
  const reach = reachOf(read, permission)
  if (!reach) return
  const row = await read.sql
    .selectFrom('payments.payment as payment')
    .select('payment.id')
    .where('payment.id', '=', paymentId)
    .where(sql<boolean>`${reach}`)
    .executeTakeFirst()
  if (!row) throw paymentNotFound()
}

/** Whether there is such a subscriber, where the caller may book for them. */
export async function subscriberExists(read: Read, subscriberId: string): Promise<boolean> {
  const sites = sitesFor(read.actor, 'payments.record')
  const row = await read.sql
    .selectFrom('subscribers.subscriber')
    .select('id')
    .where('id', '=', subscriberId)
    .$if(sites !== 'all', (query) =>
      query.where(sql<boolean>`site_id = any(${sites === 'all' ? [] : [...sites]}::uuid[])`),
    )
    .executeTakeFirst()
  return row !== undefined
}

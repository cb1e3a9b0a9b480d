import { sql, type RawBuilder } from 'kysely'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'

/** Payments of subscribers at the caller's sites. Those that nobody owns are for who works everywhere. */
export function paymentsInReach(read: Pick<Read, 'sites'>): RawBuilder<boolean> {
  return atSites(
    read,
    sql`(select site_id from subscribers.subscriber where subscriber.id = payment.subscriber_id)`,
  )
}

/** Where the owner of a payment is; null while it has none, undefined where there is no such payment. */
export async function siteOfPayment(
  read: Read,
  { paymentId }: { paymentId: string },
): Promise<string | null | undefined> {
  const row = await read.sql
    .selectFrom('payments.payment as payment')
    .leftJoin('subscribers.subscriber as subscriber', 'subscriber.id', 'payment.subscriber_id')
    .select('subscriber.site_id')
    .where('payment.id', '=', paymentId)
    .executeTakeFirst()
  return row?.site_id
}

/** A refund is where its payment is. */
export async function siteOfRefund(
  read: Read,
  { refundId }: { refundId: string },
): Promise<string | null | undefined> {
  const row = await read.sql
    .selectFrom('payments.refund')
    .select('payment_id')
    .where('id', '=', refundId)
    .executeTakeFirst()
  return row && siteOfPayment(read, { paymentId: row.payment_id })
}

/** Where somebody is for whom money is booked; nobody yet: for who works everywhere. */
export async function siteOfPayer(
  read: Read,
  { subscriberId }: { subscriberId: string | null },
): Promise<string | null | undefined> {
  if (subscriberId === null) return null
  const row = await read.sql
    .selectFrom('subscribers.subscriber')
    .select('site_id')
    .where('id', '=', subscriberId)
    .executeTakeFirst()
  return row?.site_id
}

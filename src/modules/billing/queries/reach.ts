import { sql, type RawBuilder } from 'kysely'
import { servicesHeld } from '#modules/services/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'

/** Documents of subscribers at the caller's sites: invoices, unless another table says whose its rows are. */
export function subscribersInReach(
  read: Pick<Read, 'sites'>,
  subscriberId: RawBuilder<unknown> = sql.ref('invoice.subscriber_id'),
): RawBuilder<boolean> {
  return atSites(
    read,
    sql`(select site_id from subscribers.subscriber where subscriber.id = ${subscriberId})`,
  )
}

/** Where a subscriber is; undefined where there is none. */
export async function siteOfSubscriber(
  read: Read,
  { subscriberId }: { subscriberId: string },
): Promise<string | null | undefined> {
  const facts = (await subscriberFacts(read, [subscriberId])).get(subscriberId)
  return facts?.siteId
}

/** Whoever owes an invoice says where it is. */
export async function siteOfInvoice(
  read: Read,
  { invoiceId }: { invoiceId: string },
): Promise<string | null | undefined> {
  const row = await read.sql
    .selectFrom('billing.invoice')
    .select('subscriber_id')
    .where('id', '=', invoiceId)
    .executeTakeFirst()
  return row && siteOfSubscriber(read, { subscriberId: row.subscriber_id })
}

/** Money is where its subscriber is, also of a service elsewhere. */
export async function siteOfHolder(
  read: Read,
  { serviceId }: { serviceId: string },
): Promise<string | null | undefined> {
  const [service] = await servicesHeld(read, { serviceIds: [serviceId] })
  return service && siteOfSubscriber(read, service)
}

export async function siteOfQuotation(
  read: Read,
  { quotationId }: { quotationId: string },
): Promise<string | null | undefined> {
  const row = await read.sql
    .selectFrom('billing.quotation')
    .select('subscriber_id')
    .where('id', '=', quotationId)
    .executeTakeFirst()
  return row && siteOfSubscriber(read, { subscriberId: row.subscriber_id })
}

import { siteOfInvoice } from '#modules/billing/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'
import type { IssuedKind } from '../contract.ts'

/** A credit note is where its invoice is, and that where its subscriber is. */
export async function siteOfDocument(
  read: Read,
  { kind, documentId }: { kind: IssuedKind; documentId: string },
): Promise<string | null | undefined> {
  if (kind === 'invoice') return siteOfInvoice(read, { invoiceId: documentId })
  const row = await read.sql
    .selectFrom('billing.credit_note')
    .select('invoice_id')
    .where('id', '=', documentId)
    .executeTakeFirst()
  return row && siteOfInvoice(read, { invoiceId: row.invoice_id })
}

export async function siteOfSubscriber(
  read: Read,
  { subscriberId }: { subscriberId: string },
): Promise<string | null | undefined> {
  return (await subscriberFacts(read, [subscriberId])).get(subscriberId)?.siteId
}

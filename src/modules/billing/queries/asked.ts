import { sql } from 'kysely'

/**
 * What is asked of a subscriber for an open `billing.invoice`: not what they keep back for the state. Agents are few, and looked up once; to work out
 * of each of ten thousand invoices that nothing is awaited took seconds.
 */
export const ASKED = sql<bigint>`(invoice.gross_cents - invoice.settled_cents - case when invoice.subscriber_id in (
  select subscriber_id from subscribers.tax_standing where kind = 'withholding-agent' and ended_at is null)
  then billing.awaited(invoice) else 0 end)`

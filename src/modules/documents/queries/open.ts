import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'

/** What is open of these invoices, in cents. */
export async function openOfInvoices(
  read: Read,
  invoiceIds: readonly string[],
): Promise<{ subscriberId: string; open: bigint }[]> {
  const { rows } = await sql<{ subscriber_id: string; open: bigint }>`
    select subscriber_id, gross_cents - settled_cents as open from billing.invoice
    where id = any(${[...invoiceIds]}::uuid[])`.execute(read.sql)
  return rows.map((row) => ({ subscriberId: row.subscriber_id, open: row.open }))
}

import type { Read } from '#platform/tx.ts'

/** Of these invoices those that are open, with what is left to pay. */
export async function openInvoices(read: Read, invoiceIds: readonly string[]) {
  if (invoiceIds.length === 0) return []
  const rows = await read.sql
    .selectFrom('billing.invoice')
    .select(['id', 'code', 'subscriber_id', 'due_on', 'gross_cents', 'settled_cents'])
    .where('id', 'in', [...invoiceIds])
    .whereRef('settled_cents', '<', 'gross_cents')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, code: row.code, subscriberId: row.subscriber_id, dueOn: row.due_on },
    cents: row.gross_cents - row.settled_cents,
  }))
}

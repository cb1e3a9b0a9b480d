import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'

export type OpenInvoice = {
  readonly invoiceId: string
  readonly code: string
  readonly subscriberId: string
  readonly dueOn: Temporal.PlainDate
  readonly open: bigint
}

/** What these subscribers owe, the earliest due first. */
export async function openInvoices(
  read: Pick<Read, 'sql'>,
  subscriberIds: readonly string[],
): Promise<OpenInvoice[]> {
  const rows = await read.sql
    .selectFrom('billing.invoice')
    .select(['id', 'code', 'subscriber_id', 'due_on'])
    .select(sql<bigint>`gross_cents - settled_cents`.as('open'))
    .where('subscriber_id', '=', sql<string>`any(${[...subscriberIds]}::uuid[])`)
    .where(sql<boolean>`settled_cents < gross_cents`)
    .orderBy('subscriber_id')
    .orderBy('due_on')
    .orderBy('number')
    .execute()
  return rows.map((row) => ({
    invoiceId: row.id,
    code: row.code,
    subscriberId: row.subscriber_id,
    dueOn: row.due_on,
    open: row.open,
  }))
}

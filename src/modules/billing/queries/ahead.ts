import type { Read } from '#platform/tx.ts'

/** What was issued to somebody after a moment: for looking ahead, where nothing of it stays. */
export async function issuedSince(
  read: Pick<Read, 'sql'>,
  asked: { subscriberId: string; known: readonly string[] },
) {
  const invoices = await read.sql
    .selectFrom('billing.invoice')
    .select(['id', 'issued_at', 'due_on', 'net_cents', 'excise_cents', 'levies_cents'])
    .select(['vat_cents', 'gross_cents'])
    .where('subscriber_id', '=', asked.subscriberId)
    .where('id', 'not in', [...asked.known, NONE])
    .orderBy('number')
    .execute()
  const lines = await read.sql
    .selectFrom('billing.line')
    .select(['invoice_id', 'words_en', 'words_sw', 'gross_cents'])
    .where('invoice_id', 'in', [...invoices.map(({ id }) => id), NONE])
    .orderBy('invoice_id')
    .orderBy('place')
    .execute()
  return invoices.map((invoice) => ({
    ...invoice,
    lines: lines.filter((line) => line.invoice_id === invoice.id),
  }))
}

const NONE = '00000000-0000-0000-0000-000000000000'

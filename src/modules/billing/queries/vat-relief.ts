import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import type { Read } from '#platform/tx.ts'

/** What an invoice asks for after its credit notes, and the VAT in it. */
export async function taxOfInvoice(read: Pick<Read, 'sql'>, invoiceId: string) {
  const { rows } = await sql<{
    code: string
    issued_on: Temporal.PlainDate
    vat: bigint
    gross: bigint
  }>`
    select invoice.code, invoice.issued_on, (vat_cents - coalesce(credited.vat, 0))::bigint as vat,
      (gross_cents - coalesce(credited.gross, 0))::bigint as gross
    from billing.invoice
    left join lateral (
      select sum(vat_cents) as vat, sum(gross_cents) as gross from billing.credit_note where invoice_id = invoice.id
    ) as credited on true
    where invoice.id = ${invoiceId}`.execute(read.sql)
  const { code, issued_on: issuedOn, vat, gross } = must(rows[0], 'documents stay')
  return { code, issuedOn, vat, gross }
}

import { sql } from 'kysely'
import { z } from 'zod'
import { productContent, taxedShape } from '#modules/catalog/contract.ts'
import type { Tx } from '#platform/tx.ts'
import type { QuotedItem } from '../contract/quotations.ts'
import { quotationFrom, quotationRows } from '../queries/quotations.ts'
import { grossOf, type OfferedLine } from '../rules/quotation.ts'
import { asJson, by } from './rows.ts'

type Content = {
  readonly items: readonly QuotedItem[]
  readonly notes: { readonly en: string; readonly sw: string }
  readonly validDays: number
}

const columnsOf = ({ items, notes, validDays }: Content, lines: readonly OfferedLine[]) => ({
  ...{ items: JSON.stringify(items), notes_en: notes.en, notes_sw: notes.sw },
  ...{ valid_days: validDays, gross_cents: grossOf(lines) },
})

export async function insertQuotation(
  tx: Tx,
  quotation: { id: string; subscriberId: string } & Content,
  lines: readonly OfferedLine[],
): Promise<void> {
  const { id, subscriberId } = quotation
  await tx.sql
    .insertInto('billing.quotation')
    .values({
      ...{ id, subscriber_id: subscriberId, state: 'draft' },
      ...columnsOf(quotation, lines),
      ...{ made_at: tx.now, ...by(tx.actor) },
    })
    .execute()
  await insertLines(tx, id, lines)
}

/** What a draft offers instead; its version grows. */
export async function replaceOffer(
  tx: Tx,
  quotation: { id: string } & Content,
  lines: readonly OfferedLine[],
): Promise<void> {
  const { id } = quotation
  await tx.sql
    .updateTable('billing.quotation')
    .set({ ...columnsOf(quotation, lines), version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
  await tx.sql.deleteFrom('billing.quotation_line').where('quotation_id', '=', id).execute()
  await insertLines(tx, id, lines)
}

async function insertLines(tx: Tx, quotationId: string, lines: readonly OfferedLine[]) {
  await sql`
    insert into billing.quotation_line
    select * from json_populate_recordset(null::billing.quotation_line, ${asJson(
      lines.map((line, place) => ({
        ...{ quotation_id: quotationId, place: place + 1, item: line.item },
        product_id: line.product?.id ?? null,
        product: line.product && { json: z.encode(productContent, line.product.content) },
        ...{ kind: line.kind, component: line.component, charged: line.charged },
        ...{ words_en: line.words.en, words_sw: line.words.sw, quantity: line.quantity },
        ...{ list_cents: line.list, price_cents: line.price, tax_class: line.taxClassId },
        ...{ taxed: { json: z.encode(taxedShape, line.taxed) }, gross_cents: line.taxed.gross },
      })),
    )}::json)`.execute(tx.sql)
}

export async function lockQuotation(tx: Tx, quotationId: string) {
  const row = await quotationRows(tx).where('id', '=', quotationId).forUpdate().executeTakeFirst()
  return row && quotationFrom(row)
}

export async function setSent(
  tx: Tx,
  quotationId: string,
  sent: {
    number: bigint
    code: string
    validOn: Temporal.PlainDate
    expiresAt: Temporal.Instant
  },
): Promise<void> {
  await tx.sql
    .updateTable('billing.quotation')
    .set({
      ...{ state: 'sent', sent_at: tx.now, number: sent.number, code: sent.code },
      ...{ valid_on: sent.validOn, expires_at: sent.expiresAt },
      version: sql<number>`version + 1`,
    })
    .where('id', '=', quotationId)
    .execute()
}

export async function setEnded(
  tx: Tx,
  quotationId: string,
  ended:
    | { state: 'accepted'; invoiceId: string | null; serviceIds: readonly string[] }
    | { state: 'declined' | 'withdrawn'; reason: string },
): Promise<void> {
  await tx.sql
    .updateTable('billing.quotation')
    .set({
      ...{ state: ended.state, ended_at: tx.now, version: sql<number>`version + 1` },
      ...(ended.state === 'accepted' ? { invoice_id: ended.invoiceId } : { reason: ended.reason }),
    })
    .where('id', '=', quotationId)
    .execute()
  if (ended.state !== 'accepted' || ended.serviceIds.length === 0) return
  await tx.sql
    .insertInto('billing.quotation_service')
    .values(ended.serviceIds.map((id) => ({ quotation_id: quotationId, service_id: id })))
    .execute()
}

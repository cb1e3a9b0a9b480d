import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import type { Sheet } from '#kernel/sheet.ts'
import { sumTaxed, taxedShape } from '#modules/catalog/contract.ts'
import { CHART } from '#modules/ledger/index.ts'
import { qrsReady } from '#modules/payments/index.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import type { Read } from '#platform/tx.ts'
import type { IssuedKind } from '../contract.ts'
import { documentNotFound } from '../refusals.ts'
import {
  issuedSheet,
  type CreditNoteFacts,
  type InvoiceFacts,
  type IssuedLine,
  type Stamp,
} from '../rules/issued-sheet.ts'
import type { Language } from '../rules/words.ts'
import { buyersNow, houseNow, keptParties, sellerNow, type AskedLanguage } from './parties.ts'

type Facts = (InvoiceFacts | CreditNoteFacts) & { readonly subscriberId: string }

/** Issued documents as sheets, in the order asked for, however many in a few statements. */
export async function issuedSheets(
  read: Read,
  asked: {
    kind: IssuedKind
    ids: readonly string[]
    language?: AskedLanguage
    as: 'original' | 'copy'
  },
): Promise<{ code: string; sheet: Sheet }[]> {
  const facts = await factsOf(read, asked)
  const kept = await keptParties(read, asked.ids)
  const buyers = await buyersNow(
    read,
    [...facts.values()].map((one) => one.subscriberId),
  )
  const { seller } = await sellerNow(read)
  const houses = {
    en: await houseNow(read, 'en'),
    sw: await houseNow(read, 'sw'),
  } satisfies Record<Language, unknown>
  return asked.ids.map((id) => {
    const document = facts.get(id)
    if (!document) throw documentNotFound()
    const today = must(buyers.get(document.subscriberId), 'a document has its subscriber')
    const parties = kept.get(id) ?? { seller, buyer: today.buyer }
    const house = houses[asked.language ?? today.language]
    return { code: document.code, sheet: issuedSheet(document, { house, ...parties }) }
  })
}

function factsOf(
  read: Read,
  asked: { kind: IssuedKind; ids: readonly string[]; as: 'original' | 'copy' },
): Promise<Map<string, Facts>> {
  return asked.kind === 'invoice' ? invoiceFacts(read, asked) : creditNoteFacts(read, asked)
}

const grossOf = (lines: readonly IssuedLine[]) => sumTaxed(lines.map(({ taxed }) => taxed)).gross

type Asked = { ids: readonly string[]; as: 'original' | 'copy' }

async function invoiceFacts(read: Read, { ids, as }: Asked): Promise<Map<string, Facts>> {
  const { rows } = await sql<{
    id: string
    code: string
    subscriber_id: string
    issued_at: Temporal.Instant
    due_on: Temporal.PlainDate
    settled_cents: bigint
    before_cents: bigint
  }>`
    select invoice.id, invoice.code, invoice.subscriber_id, invoice.issued_at, invoice.due_on,
      -- What we gave up as a bad debt was not paid: on paper it is owed as before.
      invoice.settled_cents - (select coalesce(sum(cents), 0)::bigint from billing.adjustment
        where adjustment.invoice_id = invoice.id and adjustment.kind = 'write-off' and adjustment.undone_at is null) as settled_cents,
      coalesce((select sum(posting.cents) from ledger.posting where posting.party = invoice.subscriber_id
        and posting.account in (${CHART.receivable}, ${CHART.wallets}) and posting.journal < booked.number), 0)::bigint as before_cents
    from billing.invoice left join ledger.journal as booked on booked.key = 'billing.invoice:' || invoice.id
    where invoice.id = any(${[...ids]}::uuid[])`.execute(read.sql)
  const lines = await linesOf(
    read,
    sql`
    select line.invoice_id as document_id, line.place, line.words_en, line.words_sw, service.number as service,
      line.component, line.quantity, line.from_at, line.to_at, line.taxed
    from billing.line left join services.service on service.id = line.service_id
    where line.invoice_id = any(${[...ids]}::uuid[]) order by line.place`,
  )
  const stamps = await stampsOf(read, ids)
  const open = rows.map((row) => ({
    subscriberId: row.subscriber_id,
    cents: grossOf(lines.get(row.id) ?? []) - row.settled_cents,
  }))
  const qrs = await qrsReady(read, open)
  const qrOf = (place: number) => {
    const due = open[place]
    const png = due && qrs.get(`${due.subscriberId}:${due.cents}`)
    return png === undefined ? {} : { qr: png }
  }
  return new Map(
    rows.map((row, place) => [
      row.id,
      {
        ...{ kind: 'invoice', as, code: row.code, subscriberId: row.subscriber_id },
        ...{ issuedAt: row.issued_at, dueOn: row.due_on },
        ...{ before: row.before_cents, settled: row.settled_cents },
        ...qrOf(place),
        ...{ lines: lines.get(row.id) ?? [], stamp: stamps.get(row.id) ?? null },
      },
    ]),
  )
}

async function creditNoteFacts(read: Read, { ids, as }: Asked): Promise<Map<string, Facts>> {
  const { rows } = await sql<{
    id: string
    code: string
    subscriber_id: string
    issued_at: Temporal.Instant
    reason: string
    to_wallet_cents: bigint
    invoice_id: string
    invoice_code: string
  }>`
    select note.id, note.code, note.subscriber_id, note.issued_at, note.reason, note.to_wallet_cents,
      note.invoice_id, invoice.code as invoice_code
    from billing.credit_note as note join billing.invoice on invoice.id = note.invoice_id
    where note.id = any(${[...ids]}::uuid[])`.execute(read.sql)
  const lines = await linesOf(
    read,
    sql`
    select credit.credit_note_id as document_id, line.place, coalesce(credit.words_en, line.words_en) as words_en,
      coalesce(credit.words_sw, line.words_sw) as words_sw, service.number as service,
      line.component, 1::bigint as quantity, line.from_at, line.to_at, credit.taxed
    from billing.credit_line as credit join billing.line on line.id = credit.line_id
    left join services.service on service.id = line.service_id
    where credit.credit_note_id = any(${[...ids]}::uuid[]) order by line.place`,
  )
  const stamps = await stampsOf(read, [...ids, ...rows.map((row) => row.invoice_id)])
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...{ kind: 'credit-note', as, code: row.code, subscriberId: row.subscriber_id },
        ...{ issuedAt: row.issued_at, reason: row.reason, toWallet: row.to_wallet_cents },
        ...{ invoiceCode: row.invoice_code, invoiceStamp: stamps.get(row.invoice_id) ?? null },
        ...{ lines: lines.get(row.id) ?? [], stamp: stamps.get(row.id) ?? null },
      },
    ]),
  )
}

async function linesOf(
  read: Read,
  query: ReturnType<typeof sql>,
): Promise<Map<string, IssuedLine[]>> {
  const { rows } = await sql<{
    document_id: string
    words_en: string
    words_sw: string
    service: string | null
    component: string
    quantity: bigint
    from_at: Temporal.Instant | null
    to_at: Temporal.Instant | null
    taxed: unknown
  }>`${query}`.execute(read.sql)
  const lines = new Map<string, IssuedLine[]>()
  for (const row of rows) {
    const line: IssuedLine = {
      words: { en: row.words_en, sw: row.words_sw },
      service: row.service === null ? null : formatNumber(row.service),
      item: itemOf(row.component),
      quantity: row.quantity,
      period: row.from_at && row.to_at ? { from: row.from_at, to: row.to_at } : null,
      taxed: taxedShape.parse(row.taxed),
    }
    // Pushed: an invoice may have a hundred thousand of them.
    const of = lines.get(row.document_id)
    if (of) of.push(line)
    else lines.set(row.document_id, [line])
  }
  return lines
}

/** `add-on:<id>` is a name for machines; people read what kind of thing it is. */
function itemOf(component: string): string {
  const name = component.split(':')[0] ?? component
  return name === 'by-hand' ? 'one-off' : name
}

async function stampsOf(read: Read, ids: readonly string[]): Promise<Map<string, Stamp>> {
  const { rows } = await sql<{
    id: string
    cu_serial: string
    cu_invoice_number: string
    internal_data: string
    receipt_signature: string
    verify_url: string
    signed_at: Temporal.Instant
  }>`select * from documents.fiscal_stamp where id = any(${[...ids]}::uuid[])`.execute(read.sql)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...{ cuSerial: row.cu_serial, cuInvoiceNumber: row.cu_invoice_number },
        ...{ internalData: row.internal_data, receiptSignature: row.receipt_signature },
        ...{ verifyUrl: row.verify_url, signedAt: row.signed_at },
      },
    ]),
  )
}

export async function stampOf(read: Read, documentId: string): Promise<Stamp | undefined> {
  return (await stampsOf(read, [documentId])).get(documentId)
}

import { sql, type Selectable } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { taxedShape } from '#modules/catalog/contract.ts'
import { formatNumber, parseNumber } from '#modules/subscribers/contract.ts'
import type { DB } from '#platform/database.ts'
import { listRows, matches } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import type { InvoiceLine, InvoiceLineRow, listInvoiceLines } from '../contract.ts'

/** The lines of one invoice, a page of them or all in a file. Searches what they say and the number of the service. */
export function invoiceLinesPage(read: Read, input: ParsedInputOf<typeof listInvoiceLines>) {
  return listRows(read, input, {
    name: 'billing.list-invoice-lines',
    query: read.sql
      .selectFrom('billing.line as line')
      .leftJoin('services.service as service', 'service.id', 'line.service_id')
      .selectAll('line')
      .select('service.number as service_number'),
    id: sql.ref('line.id'),
    sorts: { place: { by: sql.ref('line.place'), type: 'integer' } },
    filters: [
      sql`line.invoice_id = ${input.invoiceId}`,
      input.creditable && sql`line.credited_net_cents < line.net_cents`,
    ],
    search: (q) => {
      const number = parseNumber(q)
      return number === undefined
        ? matches(q, sql.ref('line.words_en'), sql.ref('line.words_sw'))
        : sql`service.number = ${number}`
    },
    item: ({ service_number, ...line }): InvoiceLineRow => ({
      ...lineOnWire(line),
      service: service_number === null ? null : formatNumber(service_number),
    }),
  })
}

export function lineOnWire(line: Selectable<DB['billing.line']>): InvoiceLine {
  const wire = (cents: bigint) => moneyToWire(kes(cents))
  const excise = line.excise_cents + line.levies_cents
  return {
    ...{ id: line.id, place: line.place, serviceId: line.service_id },
    words: { en: line.words_en, sw: line.words_sw },
    from: line.from_at?.toString() ?? null,
    to: line.to_at?.toString() ?? null,
    quantity: String(line.quantity),
    net: wire(line.net_cents),
    excise: wire(excise),
    taxable: wire(line.net_cents + excise),
    vat: wire(line.vat_cents),
    gross: wire(line.gross_cents),
    rates: taxedShape
      .parse(line.taxed)
      .parts.map((part) => ({ id: part.id, rate_bp: part.rate_bp })),
    creditedNet: wire(line.credited_net_cents),
    creditableNet: wire(line.net_cents - line.credited_net_cents),
  }
}

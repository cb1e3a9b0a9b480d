import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'

/** What a wallet paid of an invoice. */
export type Spent = {
  readonly invoiceId: string
  readonly code: string
  readonly cents: bigint
}

/** Since when a payment was this subscriber's to spend: since we heard of it, or since it was given to them. */
export async function theirsSince(
  read: Read,
  { paymentId, subscriberId }: { paymentId: string; subscriberId: string },
): Promise<Temporal.Instant> {
  const { rows } = await sql<{ since: Temporal.Instant }>`
    select coalesce((select max(at) from payments.assignment
      where payment_id = payment.id and assignment.subscriber_id = ${subscriberId}), received_at) as since
    from payments.payment where payment.id = ${paymentId}`.execute(read.sql)
  return rows[0]?.since ?? read.now
}

/** Of what the wallet ever paid of an invoice, what credit notes have not given back into it. */
export async function keptOf(read: Read, invoiceId: string): Promise<bigint> {
  const { rows } = await sql<{ cents: bigint }>`
    select ((select coalesce(sum(cents), 0) from billing.allocation where invoice_id = ${invoiceId} and source = 'wallet')
      - (select coalesce(sum(to_wallet_cents), 0) from billing.credit_note where invoice_id = ${invoiceId}))::bigint as cents`.execute(
    read.sql,
  )
  return rows[0]?.cents ?? 0n
}

/** Invoices that the wallet paid since then, with what it paid of each and was not undone, the latest first. */
export async function spentSince(
  read: Read,
  { subscriberId, since }: { subscriberId: string; since: Temporal.Instant },
): Promise<Spent[]> {
  const { rows } = await sql<{ id: string; code: string; cents: bigint }>`
    select invoice.id, invoice.code, sum(allocation.cents)::bigint as cents
    from billing.invoice join billing.allocation on allocation.invoice_id = invoice.id
    where invoice.subscriber_id = ${subscriberId} and allocation.source = 'wallet' and allocation.at >= ${since}
    group by invoice.id, invoice.code, invoice.number
    having sum(allocation.cents) > 0
    order by max(allocation.at) desc, invoice.number desc`.execute(read.sql)
  return rows.map(({ id: invoiceId, code, cents }) => ({ invoiceId, code, cents }))
}

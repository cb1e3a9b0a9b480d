import { sql } from 'kysely'
import type { z } from 'zod'
import type { Period } from '#kernel/period.ts'
import { planTerms, taxedShape, type Taxed } from '#modules/catalog/contract.ts'
import type { Read } from '#platform/tx.ts'
import type { Words } from '../rules/words.ts'

/** A line for time that was charged in advance, of which something may be given back. */
export type ChargedLine = {
  readonly lineId: string
  readonly invoiceId: string
  /** Whoever was invoiced. */
  readonly subscriberId: string
  readonly component: string
  /** What was charged. */
  readonly period: Period
  /** Until when it can still be used: a change of plan or the end of an add-on has given back the rest. */
  readonly usableTo: Temporal.Instant
  /** What its time counts in. */
  readonly proration: z.infer<typeof planTerms>['proration']
  readonly words: Words
  readonly taxed: Taxed
  /** Before tax, what was credited of it. */
  readonly credited: bigint
  /** Of the invoice, what is not settled. */
  readonly open: bigint
}

/** Lines of a service for time of which some lies in a stretch and can be used, as far as they are not credited whole. */
export async function chargedLines(
  read: Pick<Read, 'sql'>,
  of: { serviceId: string } & Period,
): Promise<ChargedLine[]> {
  const { rows } = await sql<{
    id: string
    invoice_id: string
    subscriber_id: string
    component: string
    from_at: Temporal.Instant
    to_at: Temporal.Instant
    usable_to: Temporal.Instant
    proration: string
    words_en: string
    words_sw: string
    taxed: unknown
    credited_net_cents: bigint
    open: bigint
  }>`
    with lines as (
      select line.*,
        least(line.to_at, case when addon.id is null then period.to_at else least(addon.to_at, changed.at) end) as usable_to,
        coalesce(period.plan_version_id, service.plan_version_id) as ticks_of
      from billing.line
      join services.service on service.id = line.service_id
      left join services.addon on line.component = 'add-on:' || addon.id
      -- A change to another length gave back the rest of an add-on; it has a line of its own for what follows, or costs nothing any more.
      left join lateral (
        select min(quote.at) as at
        from billing.credit_line as given
        join billing.credit_note as note on note.id = given.credit_note_id
        join billing.plan_quote as quote
          on quote.id = case when note.key like 'billing.plan-change:%' then split_part(note.key, ':', 2)::uuid end
        where given.line_id = line.id
      ) as changed on addon.id is not null
      left join services.period on period.service_id = line.service_id and period.kind in ('base', 'trial')
        and period.from_at = line.from_at
      where line.service_id = ${of.serviceId} and line.kind in ('recurring', 'add-on', 'device') and is_deferred
        and line.from_at < ${of.to} and line.to_at > ${of.from} and credited_net_cents < line.net_cents
        and (addon.id is not null or period.id is not null)
    )
    select lines.id, invoice_id, subscriber_id, component, from_at, to_at, usable_to, terms ->> 'proration' as proration,
      words_en, words_sw, taxed, credited_net_cents, invoice.gross_cents - settled_cents as open
    from lines join billing.invoice on invoice.id = invoice_id join catalog.plan_version on plan_version.id = ticks_of
    where usable_to > ${of.from}
    order by from_at, invoice_id, place`.execute(read.sql)
  return rows.map((row) => ({
    ...{ lineId: row.id, invoiceId: row.invoice_id, subscriberId: row.subscriber_id },
    ...{ component: row.component, period: { from: row.from_at, to: row.to_at } },
    ...{ usableTo: row.usable_to, proration: planTerms.shape.proration.parse(row.proration) },
    words: { en: row.words_en, sw: row.words_sw },
    taxed: taxedShape.parse(row.taxed),
    ...{ credited: row.credited_net_cents, open: row.open },
  }))
}

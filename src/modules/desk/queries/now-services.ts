import { sql } from 'kysely'
import { kes, moneyToWire } from '#kernel/money.ts'
import { ASKED } from '#modules/billing/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import type { Now } from '../contract.ts'

/** Services by what they need. Ending: prepaid time that is over within a day. Unpaid: it is over, or the invoice is dunned. */
export async function servicesNow(read: Read): Promise<NonNullable<Now['services']>> {
  const { rows } = await sql<{ active: number; ending: number; unpaid: number; pending: number }>`
    select count(*) filter (where status = 'active')::int as active,
      count(*) filter (where status = 'active' and pay = 'prepaid' and paid_until > ${read.now}::timestamptz
        and paid_until <= ${read.now.add({ hours: 24 })}::timestamptz)::int as ending,
      count(*) filter (where status = 'active' and (dunning <> 'none'
        or (pay = 'prepaid' and coalesce(paid_until, '-infinity') <= ${read.now}::timestamptz)))::int as unpaid,
      count(*) filter (where status = 'pending')::int as pending
    from services.service
    where status in ('active', 'pending') and ${atSites(read, sql.ref('service.site_id'))}`.execute(
    read.sql,
  )
  return rows[0] ?? { active: 0, ending: 0, unpaid: 0, pending: 0 }
}

/** Invoices that are past their due day and that nobody disputes, with what is asked for them. */
export async function owedNow(read: Read): Promise<NonNullable<Now['owed']>> {
  const { timeZone } = await regionNow(read)
  const today = read.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const { rows } = await sql<{ invoices: number; cents: bigint }>`
    select count(*)::int as invoices, coalesce(sum(open), 0)::bigint as cents from (
      select ${ASKED} as open
      from billing.invoice
      join subscribers.subscriber on subscriber.id = invoice.subscriber_id
      where settled_cents < gross_cents and due_on < ${today}::date
        and ${atSites(read, sql.ref('subscriber.site_id'))}
        and not exists (select from billing.dispute where dispute.invoice_id = invoice.id and dispute.ended_at is null)
    ) as overdue where open > 0`.execute(read.sql)
  const [row] = rows
  return { invoices: row?.invoices ?? 0, overdue: moneyToWire(kes(row?.cents ?? 0n)) }
}

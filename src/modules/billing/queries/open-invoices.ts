import { sql } from 'kysely'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'

export type OpenInvoice = {
  readonly invoiceId: string
  readonly code: string
  readonly subscriberId: string
  readonly dueOn: Temporal.PlainDate
  readonly open: bigint
  /** The subscriber does not agree, and nobody has looked yet: it takes no money and shuts nothing. */
  readonly isDisputed: boolean
}

/**
 * What these subscribers owe, the earliest due first. What a payer kept back for the state is not asked of them: it waits for its
 * certificate.
 */
export async function openInvoices(
  read: Pick<Read, 'sql'>,
  subscriberIds: readonly string[],
): Promise<OpenInvoice[]> {
  const rows = await owedBy(read, subscriberIds)
    .modifyFront(sql`/* often */`)
    .orderBy('subscriber_id')
    .orderBy('due_on')
    .orderBy('number')
    .execute()
  return rows.flatMap(openInvoice)
}

/**
 * The same, and whether another plan waits for money of some of them, or some pay for others or are paid for: one statement, because every payment asks
 * all of it.
 */
export async function openInvoicesAndQuotes(
  read: Pick<Read, 'sql'>,
  subscriberIds: readonly string[],
): Promise<{ invoices: OpenInvoice[]; areQuotesWaiting: boolean; isTogether: boolean }> {
  const rows = await read.sql
    .selectFrom(
      sql<{ are_quotes_waiting: boolean; is_together: boolean }>`(select exists (
          select from billing.plan_quote where subscriber_id = ${anyOf(subscriberIds)} and state = 'waiting') as are_quotes_waiting,
        exists (select from subscribers.subscriber where id = ${anyOf(subscriberIds)} and billed_to = 'parent')
          or exists (select from subscribers.subscriber where parent_id = ${anyOf(subscriberIds)} and billed_to = 'parent') as is_together)`.as(
        'asked',
      ),
    )
    .leftJoinLateral(owedBy(read, subscriberIds).as('owed'), (join) => join.onTrue())
    .selectAll()
    .modifyFront(sql`/* often */`)
    .orderBy('subscriber_id')
    .orderBy('due_on')
    .orderBy('number')
    .execute()
  return {
    areQuotesWaiting: rows.some((row) => row.are_quotes_waiting),
    isTogether: rows.some((row) => row.is_together),
    invoices: rows.flatMap(openInvoice),
  }
}

function owedBy(read: Pick<Read, 'sql'>, subscriberIds: readonly string[]) {
  return read.sql
    .selectFrom('billing.invoice as invoice')
    .select(['id', 'code', 'subscriber_id', 'due_on', 'number'])
    .select(sql<bigint>`gross_cents - settled_cents - billing.awaited(invoice)`.as('open'))
    .select(
      sql<boolean>`exists (
        select from billing.dispute where dispute.invoice_id = invoice.id and dispute.ended_at is null)`.as(
        'is_disputed',
      ),
    )
    .where('subscriber_id', '=', anyOf(subscriberIds))
    .where(sql<boolean>`settled_cents < gross_cents`)
}

type Owed = Awaited<ReturnType<ReturnType<typeof owedBy>['execute']>>[number]

/** Nothing of what is not owed, nor of a row that stands for no invoice. */
function openInvoice(row: { [Column in keyof Owed]: Owed[Column] | null }): OpenInvoice[] {
  const { id, code, subscriber_id, due_on, open, is_disputed } = row
  if (id === null || code === null || subscriber_id === null || due_on === null) return []
  if (open === null || open <= 0n) return []
  return [
    {
      ...{ invoiceId: id, code, subscriberId: subscriber_id, dueOn: due_on, open },
      isDisputed: is_disputed ?? false,
    },
  ]
}

/** One invoice with all that is open of it, whoever it is awaited from, and what certificates settled. */
export async function invoiceOpen(read: Pick<Read, 'sql'>, invoiceId: string) {
  const row = await read.sql
    .selectFrom('billing.invoice as invoice')
    .select(['id', 'code', 'subscriber_id', 'due_on', 'vat_cents', 'gross_cents', 'settled_cents'])
    .select(
      sql<bigint>`(select coalesce(sum(cents), 0)::bigint from billing.adjustment where invoice_id = invoice.id
        and kind in ('withheld-vat', 'withheld-income') and undone_at is null)`.as('withheld'),
    )
    .where('id', '=', invoiceId)
    .executeTakeFirst()
  return (
    row && {
      ...{ invoiceId: row.id, code: row.code, subscriberId: row.subscriber_id, dueOn: row.due_on },
      ...{ vat: row.vat_cents, gross: row.gross_cents, withheld: row.withheld },
      open: row.gross_cents - row.settled_cents,
    }
  )
}

/** Due before a day, and nobody disputes it: what money is for first, and what is dunned. */
export function isOverdue({ dueOn, isDisputed }: OpenInvoice, today: Temporal.PlainDate): boolean {
  return !isDisputed && Temporal.PlainDate.compare(dueOn, today) < 0
}

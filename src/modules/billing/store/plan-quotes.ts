import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'
import { planQuotes, quoteFrom } from '../queries/plan-quotes.ts'
import { by } from './rows.ts'

type Quote = ReturnType<typeof quoteFrom>

export async function insertPlanQuote(
  tx: Tx,
  quote: Omit<Quote, 'state' | 'changeId'>,
): Promise<void> {
  await tx.sql
    .insertInto('billing.plan_quote')
    .values({
      ...{ id: quote.id, service_id: quote.serviceId, subscriber_id: quote.subscriberId },
      ...{ to_version_id: quote.toVersionId, at: quote.at, valid_until: quote.validUntil },
      ...{ credited_cents: quote.credited, charged_cents: quote.charged, state: 'open' },
      ...{ made_at: tx.now, ...by(tx.actor) },
    })
    .execute()
}

export async function lockPlanQuote(tx: Tx, quoteId: string) {
  const row = await planQuotes(tx).where('id', '=', quoteId).forUpdate().executeTakeFirst()
  return row && quoteFrom(row)
}

export async function setPlanQuote(
  tx: Tx,
  quoteId: string,
  to: { state: Quote['state']; changeId?: string; validUntil?: Temporal.Instant },
): Promise<void> {
  await tx.sql
    .updateTable('billing.plan_quote')
    .set({
      state: to.state,
      ...(to.changeId !== undefined && { change_id: to.changeId }),
      ...(to.validUntil !== undefined && { valid_until: to.validUntil }),
    })
    .where('id', '=', quoteId)
    .execute()
}

/** Somebody took the change back for which a quote waited. */
export async function lapseQuoteOf(tx: Tx, changeId: string): Promise<void> {
  await tx.sql
    .updateTable('billing.plan_quote')
    .set({ state: 'lapsed' })
    .where('change_id', '=', changeId)
    .where('state', '=', 'waiting')
    .execute()
}

/** Quotes whose time is over lapse, the oldest first; answers how many, and the changes that waited for them. */
export async function lapseQuotes(tx: Tx, limit: number) {
  const { rows } = await sql<{ service_id: string; change_id: string | null }>`
    update billing.plan_quote set state = 'lapsed'
    where id in (
      select id from billing.plan_quote where state in ('open', 'waiting') and valid_until <= ${tx.now}
      order by valid_until limit ${limit} for update skip locked)
    returning service_id, change_id`.execute(tx.sql)
  return rows
}

import { sql } from 'kysely'
import { kes, moneyToWire } from '#kernel/money.ts'
import { planVersionNow } from '#modules/catalog/index.ts'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'
import { planQuote, type PlanQuote } from '../contract.ts'
import { quoteNotFound } from '../refusals.ts'
import { planChangeAt } from './plan-change.ts'

const COLUMNS = [
  ...(['id', 'service_id', 'subscriber_id', 'to_version_id', 'at', 'valid_until'] as const),
  ...(['credited_cents', 'charged_cents', 'state', 'change_id'] as const),
] as const

export function planQuotes(read: Pick<Read, 'sql'>) {
  return read.sql.selectFrom('billing.plan_quote').select(COLUMNS)
}

export async function findPlanQuote(read: Pick<Read, 'sql'>, quoteId: string) {
  const row = await planQuotes(read).where('id', '=', quoteId).executeTakeFirst()
  return row && quoteFrom(row)
}

/** A quote as rules and commands know it. */
export function quoteFrom(
  row: Awaited<ReturnType<ReturnType<typeof planQuotes>['executeTakeFirstOrThrow']>>,
) {
  return {
    ...{ id: row.id, serviceId: row.service_id, subscriberId: row.subscriber_id },
    ...{ toVersionId: row.to_version_id, at: row.at, validUntil: row.valid_until },
    ...{ credited: row.credited_cents, charged: row.charged_cents, changeId: row.change_id },
    state: planQuote.shape.state.parse(row.state),
  }
}

/** Waiting quotes of these subscribers, the oldest first. */
export async function waitingQuotes(read: Pick<Read, 'sql'>, subscriberIds: readonly string[]) {
  const rows = await planQuotes(read)
    .modifyFront(sql`/* often */`)
    .where('subscriber_id', '=', anyOf(subscriberIds))
    .where('state', '=', 'waiting')
    .orderBy('at')
    .execute()
  return rows.map(quoteFrom)
}

/** A quote with its lines. Of one that is done the lines stand on its documents. */
export async function planQuoteNow(read: Read, quoteId: string): Promise<PlanQuote> {
  const quote = await findPlanQuote(read, quoteId)
  if (!quote) throw quoteNotFound()
  const { serviceId, toVersionId, state } = quote
  const isToCome = state === 'open' || state === 'waiting'
  const change = isToCome ? await planChangeAt(read, quote) : undefined
  const wire = (cents: bigint) => moneyToWire(kes(cents))
  const missing = change ? change.charged - change.available : 0n
  return {
    ...{ id: quote.id, serviceId, planVersionId: toVersionId, state },
    plan: change?.to.planName ?? (await planVersionNow(read, toVersionId)).planName,
    ...{ at: quote.at.toString(), validUntil: quote.validUntil.toString() },
    credits: (change?.credits ?? []).map(({ words, net, gross }) => ({
      ...{ words, net: wire(net), gross: wire(gross) },
    })),
    credited: wire(quote.credited),
    charges: (change?.lines ?? []).map(({ words, taxed: { net, gross } }) => ({
      ...{ words, net: wire(net), gross: wire(gross) },
    })),
    charged: wire(quote.charged),
    paidUntil: {
      before: change?.service.paidUntil?.toString() ?? null,
      after: change?.period?.period.to.toString() ?? null,
    },
    missing: wire(quote.charged > 0n && missing > 0n ? missing : 0n),
  }
}

/** What a quote stands for, while it still costs the same and its minutes are not over. */
export async function asQuoted(read: Read, quote: ReturnType<typeof quoteFrom>) {
  const isOver = Temporal.Instant.compare(quote.validUntil, read.now) <= 0
  if (quote.state === 'lapsed' || isOver) return undefined
  const change = await planChangeAt(read, quote)
  const isSame = change.credited === quote.credited && change.charged === quote.charged
  return isSame && change.service.subscriberId === quote.subscriberId ? change : undefined
}

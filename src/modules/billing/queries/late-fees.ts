import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import type { DunningPolicy } from '../contract.ts'
import { leastFined } from '../rules/late-fee.ts'
import { ASKED } from './asked.ts'

export const LATE_FEE = 'billing.late-fee:'

export type LateInvoice = {
  readonly invoiceId: string
  readonly code: string
  readonly subscriberId: string
  readonly open: bigint
}

/**
 * Invoices that are open longer than the policy allows, the longest overdue first. Not those that were issued before there were late fees at
 * all, are disputed or promised, have their fee, are a fee themselves, or are so small that theirs would be nothing: others wait behind them.
 */
export async function invoicesToFine(
  read: Read,
  asked: { policy: DunningPolicy; today: Temporal.PlainDate; limit: number },
): Promise<LateInvoice[]> {
  const { policy, today, limit } = asked
  if (!policy.lateFee) return []
  const { rows } = await sql<{ id: string; code: string; subscriber_id: string; open: bigint }>`
    with since as (
      select min(made_at) as at from billing.dunning_policy where version > (
        select coalesce(max(version), 0) from billing.dunning_policy
        where jsonb_typeof(content -> 'lateFee') is distinct from 'object')
    )
    select id, code, subscriber_id, open from (
      select id, code, subscriber_id, due_on, ${ASKED} as open
      from billing.invoice
      where settled_cents < gross_cents and due_on <= ${today.subtract({ days: policy.lateFee.afterDays })}
        and issued_at >= (select at from since) and not starts_with(key, ${LATE_FEE})
        and not exists (select from billing.invoice as fee where fee.key = ${LATE_FEE} || invoice.id)
        and not exists (select from billing.dispute where dispute.invoice_id = invoice.id and ended_at is null)
        and not exists (select from billing.promise where promise.subscriber_id = invoice.subscriber_id
          and until_on >= ${today} and withdrawn_at is null)
    ) as late
    where open >= ${policy.minimum.cents} and open >= ${leastFined(policy.lateFee)}
    order by due_on, id
    limit ${limit}`.execute(read.sql)
  return rows.map(({ id, code, subscriber_id, open }) => ({
    ...{ invoiceId: id, code, subscriberId: subscriber_id, open },
  }))
}

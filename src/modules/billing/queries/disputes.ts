import { z } from 'zod'
import type { Read } from '#platform/tx.ts'
import { DISPUTE_OUTCOMES, type Dispute } from '../contract.ts'

/** Disputes of one invoice, or those of a subscriber that are open; the latest first. */
export async function disputesOf(
  read: Pick<Read, 'sql'>,
  of: { invoiceId: string } | { subscriberId: string },
): Promise<Dispute[]> {
  const all = read.sql
    .selectFrom('billing.dispute as dispute')
    .innerJoin('billing.invoice as invoice', 'invoice.id', 'dispute.invoice_id')
    .select(['dispute.invoice_id', 'invoice.code', 'dispute.reason', 'dispute.opened_at'])
    .select(['dispute.ended_at', 'dispute.outcome', 'dispute.outcome_words'])
    .orderBy('dispute.opened_at', 'desc')
    .limit(50)
  const rows = await (
    'invoiceId' in of
      ? all.where('dispute.invoice_id', '=', of.invoiceId)
      : all
          .where('invoice.subscriber_id', '=', of.subscriberId)
          .where('dispute.ended_at', 'is', null)
  ).execute()
  return rows.map((row) => ({
    ...{ invoiceId: row.invoice_id, code: row.code, reason: row.reason },
    openedAt: row.opened_at.toString(),
    ended:
      row.ended_at === null
        ? null
        : {
            at: row.ended_at.toString(),
            outcome: z.enum(DISPUTE_OUTCOMES).nullable().parse(row.outcome),
            words: row.outcome_words ?? '',
          },
  }))
}

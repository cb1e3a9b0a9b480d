import {
  applyChange,
  addPeriods,
  changePlan,
  endPeriods,
  planFacts,
  replaceChanges,
} from '#modules/services/index.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { PlanChange } from '../queries/plan-change.ts'
import { issueInvoices } from './issue-invoices.ts'
import { settleInvoices } from './settle-invoices.ts'
import { writeCreditNote } from './write-credit-note.ts'

/**
 * Another plan, whole or not at all: what was paid of the old one is credited on its own invoices, its time is cut, the service has the
 * new plan, and the new time is invoiced, settled from the wallet and written down. Whoever calls has locked the subscriber and looked that the
 * wallet reaches.
 */
export async function makePlanChange(
  tx: Tx,
  change: PlanChange,
  about: { quoteId: string; changeId: string | null },
): Promise<void> {
  const { service, to, at, credits, lines, charged, cut, period } = change
  const { serviceId, subscriberId } = service
  const { quoteId, changeId } = about
  await lockSubscribers(tx, [subscriberId])
  for (const [invoiceId, of] of Map.groupBy(credits, (one) => one.invoiceId)) {
    await writeCreditNote(tx, {
      ...{ invoiceId, lines: of, reason: `Plan changed to ${to.planName}` },
      key: `billing.plan-change:${quoteId}:${invoiceId}`,
    })
  }
  await endPeriods(tx, { periodIds: cut.map((one) => one.periodId), at })
  if (changeId !== null) await applyChange(tx, { changeId })
  else {
    const { pay, grace_s } = await planFacts(tx, to.id)
    await changePlan(tx, { serviceId, planVersionId: to.id, pay, grace_s, quoteId })
  }
  await replaceChanges(tx, { serviceId, changeId, paidUntil: period?.period.to })
  const [invoice] =
    charged > 0n
      ? await issueInvoices(tx, [
          { subscriberId, key: `billing.plan-change:${quoteId}`, dueInDays: 0, lines },
        ])
      : []
  if (invoice) {
    const { id: invoiceId, code, totals } = invoice
    await settleInvoices(tx, [{ invoiceId, code, subscriberId, cents: totals.gross }])
  }
  if (period) {
    await addPeriods(tx, [
      {
        ...{ serviceId, kind: 'base', ...period.period, paid: true, planVersionId: to.id },
        ...period.kept,
        ...(invoice && { invoiceId: invoice.id }),
      },
    ])
  }
}

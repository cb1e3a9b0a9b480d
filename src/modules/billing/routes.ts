import { z } from 'zod'
import { planNames, theirService } from '#modules/services/index.ts'
import { callingSubscriber } from '#platform/reach.ts'
import { serve } from '#platform/serve.ts'
import type { Tx } from '#platform/tx.ts'
import { acceptPlanQuote } from './commands/accept-plan-quote.ts'
import { acceptQuotation } from './commands/accept-quotation.ts'
import { beginRun } from './commands/begin-run.ts'
import { cancelAddon } from './commands/cancel-addon.ts'
import { changeDunning } from './commands/change-dunning.ts'
import { changeQuotation } from './commands/change-quotation.ts'
import { chargeSubscriber } from './commands/charge-subscriber.ts'
import { creditInvoice } from './commands/credit-invoice.ts'
import { endQuotation } from './commands/end-quotation.ts'
import { giveBackCoupon } from './commands/give-back-coupon.ts'
import { quotePlan } from './commands/quote-plan.ts'
import { lookAhead } from './commands/look-ahead.ts'
import { disputeInvoice } from './commands/dispute-invoice.ts'
import { endDispute } from './commands/end-dispute.ts'
import { promiseToPay } from './commands/promise-to-pay.ts'
import { renewService } from './commands/renew-service.ts'
import { resumeRun } from './commands/resume-run.ts'
import { retryParked } from './commands/retry-parked.ts'
import { sellAddon } from './commands/sell-addon.ts'
import { sendQuotation } from './commands/send-quotation.ts'
import { stopRun } from './commands/stop-run.ts'
import { takeCoupon } from './commands/take-coupon.ts'
import { giveGoodwill } from './commands/give-goodwill.ts'
import { recordCertificate } from './commands/record-certificate.ts'
import { claimVatRelief } from './commands/claim-vat-relief.ts'
import { recoverDebt } from './commands/recover-debt.ts'
import { returnDeposit } from './commands/return-deposit.ts'
import { takeDeposit } from './commands/take-deposit.ts'
import { undoAdjustment } from './commands/undo-adjustment.ts'
import { useDeposit } from './commands/use-deposit.ts'
import { writeOffInvoice } from './commands/write-off-invoice.ts'
import { writeQuotation } from './commands/write-quotation.ts'
import { creditServiceLevel } from './commands/credit-service-level.ts'
import { moveMyMoney } from './commands/move-my-money.ts'
import { noteOutage } from './commands/note-outage.ts'
import { removeOutage } from './commands/remove-outage.ts'
import { levelsOfMonth } from './queries/service-level.ts'
import { withdrawPromise } from './commands/withdraw-promise.ts'
import * as contract from './contract.ts'
import { adjustmentsNow, awaitedCertificatesPage, siteOfAdjustment } from './queries/adjustments.ts'
import { chargePreviewNow } from './queries/charge.ts'
import { creditPreviewNow } from './queries/credit.ts'
import { extrasNow } from './queries/extras.ts'
import { dunningOfNow, policyNow, previewNow } from './queries/dunning.ts'
import { invoiceLinesPage } from './queries/invoice-lines.ts'
import { invoiceNow, invoicesPage } from './queries/invoices.ts'
import { planQuoteNow } from './queries/plan-quotes.ts'
import { campaignNow, campaignPage } from './queries/campaign.ts'
import { contractLeavingNow, serviceLeavingNow } from './queries/leaving-shown.ts'
import { moneyNow, statementNow } from './queries/money.ts'
import { quotationNow, quotationsPage } from './queries/quotations.ts'
import { myAddonQuote, myAddonsNow, refuseNotForThem } from './queries/my-addons.ts'
import { myInvoicesPage, myMoneyNow, plansForMine } from './queries/portal.ts'
import { siteOfHolder, siteOfInvoice, siteOfQuotation, siteOfSubscriber } from './queries/reach.ts'
import { runNow, runOutlookNow, runsPage } from './queries/runs.ts'
import { notOnSale } from './refusals.ts'

/** Does something with what a service has beside its plan, and shows what it has then. */
function withExtras<Input extends { serviceId: string }>(
  work: (tx: Tx, input: Input) => Promise<void>,
): (tx: Tx, input: Input) => Promise<contract.Extras> {
  return async (tx, input) => {
    await work(tx, input)
    return extrasNow(tx, input.serviceId)
  }
}

/** Books something for a subscriber, and shows all that is booked for them. */
function withAdjustments<Input>(
  work: (tx: Tx, input: Input) => Promise<string>,
): (tx: Tx, input: Input) => Promise<contract.Adjustments> {
  return async (tx, input) => adjustmentsNow(tx, await work(tx, input))
}

const adjusting = [
  serve(
    contract.readAdjustments,
    (read, { subscriberId }) => adjustmentsNow(read, subscriberId),
    siteOfSubscriber,
  ),
  serve(
    contract.giveGoodwill,
    async (tx, input) => {
      await giveGoodwill(tx, input)
      return adjustmentsNow(tx, input.subscriberId)
    },
    siteOfSubscriber,
  ),
  serve(
    contract.takeDeposit,
    async (tx, input) => {
      await takeDeposit(tx, input)
      return adjustmentsNow(tx, input.subscriberId)
    },
    siteOfSubscriber,
  ),
  serve(contract.writeOffInvoice, withAdjustments(writeOffInvoice), siteOfInvoice),
  serve(contract.recordCertificate, withAdjustments(recordCertificate), siteOfInvoice),
  serve(contract.recoverDebt, withAdjustments(recoverDebt), siteOfAdjustment),
  serve(contract.claimVatRelief, withAdjustments(claimVatRelief), siteOfAdjustment),
  serve(contract.useDeposit, withAdjustments(useDeposit), siteOfAdjustment),
  serve(contract.returnDeposit, withAdjustments(returnDeposit), siteOfAdjustment),
  serve(contract.undoAdjustment, withAdjustments(undoAdjustment), siteOfAdjustment),
  serve(contract.listAwaitedCertificates, awaitedCertificatesPage, 'filtered'),
]

/** Does something with a quotation, and shows what it is then. */
function quoting<Input extends { quotationId: string }>(
  work: (tx: Tx, input: Input) => Promise<void>,
): (tx: Tx, input: Input) => Promise<contract.Quotation> {
  return async (tx, input) => {
    await work(tx, input)
    return quotationNow(tx, input.quotationId)
  }
}

const quotations = [
  serve(contract.listQuotations, quotationsPage, 'filtered'),
  serve(
    contract.readQuotation,
    (read, { quotationId }) => quotationNow(read, quotationId),
    siteOfQuotation,
  ),
  serve(
    contract.writeQuotation,
    async (tx, input) => quotationNow(tx, await writeQuotation(tx, input)),
    siteOfSubscriber,
  ),
  serve(contract.changeQuotation, quoting(changeQuotation), siteOfQuotation),
  serve(contract.sendQuotation, quoting(sendQuotation), siteOfQuotation),
  serve(contract.acceptQuotation, quoting(acceptQuotation), siteOfQuotation),
  serve(
    contract.declineQuotation,
    quoting((tx, input) => endQuotation(tx, { ...input, as: 'declined' })),
    siteOfQuotation,
  ),
  serve(
    contract.withdrawQuotation,
    quoting((tx, input) => endQuotation(tx, { ...input, as: 'withdrawn' })),
    siteOfQuotation,
  ),
]

const levels = [
  serve(
    contract.readServiceLevels,
    async (read, { subscriberId, month }) => {
      const found = await levelsOfMonth(read, { subscriberId }, month)
      return { month: found.month, levels: found.levels.map(({ shown }) => shown) }
    },
    siteOfSubscriber,
  ),
  serve(
    contract.noteOutage,
    async (tx, input) => ({ id: await noteOutage(tx, input) }),
    siteOfHolder,
  ),
  serve(
    contract.removeOutage,
    async (tx, input) => ({ id: await removeOutage(tx, input) }),
    siteOfHolder,
  ),
  serve(
    contract.creditServiceLevel,
    async (tx, input) => ({ creditNotes: await creditServiceLevel(tx, input) }),
    siteOfHolder,
  ),
]

export const routes = [
  ...levels,
  ...adjusting,
  ...quotations,
  serve(contract.readMyMoney, myMoneyNow),
  serve(contract.listMyInvoices, myInvoicesPage),
  serve(contract.listMyPlans, (read, { serviceId }) => plansForMine(read, serviceId)),
  serve(contract.quoteMyPlan, async (tx, { serviceId, planVersionId }) => {
    const { plans } = await plansForMine(tx, serviceId)
    if (!plans.some((plan) => plan.planVersionId === planVersionId)) {
      const { name: plan } = (await planNames(tx, [planVersionId]))(planVersionId)
      throw notOnSale({ plan })
    }
    return planQuoteNow(tx, await quotePlan(tx, { serviceId, planVersionId }))
  }),
  serve(contract.acceptMyPlanQuote, async (tx, { serviceId, quoteId }) => {
    await theirService(tx, { serviceId, subscriberId: callingSubscriber(tx) })
    await acceptPlanQuote(tx, { serviceId, quoteId, ifShort: 'wait' })
    return planQuoteNow(tx, quoteId)
  }),
  serve(contract.listMyAddons, (read, { serviceId }) => myAddonsNow(read, serviceId)),
  serve(contract.quoteMyAddon, myAddonQuote),
  serve(contract.buyMyAddon, async (tx, { serviceId, id, productId }) => {
    await refuseNotForThem(tx, { serviceId, productId })
    await sellAddon(tx, { serviceId, id, productId, quantity: 1 })
    return myAddonsNow(tx, serviceId)
  }),
  serve(contract.moveMyMoney, async (tx, input) => {
    await moveMyMoney(tx, input)
    return myMoneyNow(tx)
  }),
  serve(contract.renewMyService, async (tx, { serviceId }) => {
    await theirService(tx, { serviceId, subscriberId: callingSubscriber(tx) })
    await renewService(tx, { serviceId })
    return myMoneyNow(tx)
  }),
  serve(contract.listInvoices, invoicesPage, 'filtered'),
  serve(contract.listInvoiceLines, invoiceLinesPage, siteOfInvoice),
  serve(contract.readInvoice, (read, { invoiceId }) => invoiceNow(read, invoiceId), siteOfInvoice),
  serve(
    contract.readMoney,
    (read, { subscriberId }) => moneyNow(read, subscriberId),
    siteOfSubscriber,
  ),
  serve(contract.readStatement, (read, input) => statementNow(read, input), siteOfSubscriber),
  serve(
    contract.lookAhead,
    async (tx, input) => ({ invoices: await lookAhead(tx, input) }),
    siteOfSubscriber,
  ),
  serve(
    contract.chargeSubscriber,
    async (tx, input) => invoiceNow(tx, await chargeSubscriber(tx, input)),
    siteOfSubscriber,
  ),
  serve(contract.previewCharge, chargePreviewNow, siteOfSubscriber),
  serve(contract.previewCredit, creditPreviewNow, siteOfInvoice),
  serve(
    contract.creditInvoice,
    async (tx, input) => {
      await creditInvoice(tx, input)
      return invoiceNow(tx, input.invoiceId)
    },
    siteOfInvoice,
  ),
  serve(
    contract.quotePlan,
    async (tx, input) => planQuoteNow(tx, await quotePlan(tx, input)),
    siteOfHolder,
  ),
  serve(
    contract.acceptPlanQuote,
    async (tx, input) => {
      await acceptPlanQuote(tx, input)
      return planQuoteNow(tx, input.quoteId)
    },
    siteOfHolder,
  ),
  serve(contract.listCampaign, campaignPage, 'filtered'),
  serve(contract.readCampaign, campaignNow),
  serve(contract.readServiceLeaving, serviceLeavingNow, siteOfHolder),
  serve(contract.readContractLeaving, contractLeavingNow, siteOfSubscriber),
  serve(contract.readExtras, (read, { serviceId }) => extrasNow(read, serviceId), siteOfHolder),
  serve(contract.sellAddon, withExtras(sellAddon), siteOfHolder),
  serve(contract.cancelAddon, withExtras(cancelAddon), siteOfHolder),
  serve(contract.takeCoupon, withExtras(takeCoupon), siteOfHolder),
  serve(contract.giveBackCoupon, withExtras(giveBackCoupon), siteOfHolder),
  serve(
    contract.renewService,
    async (tx, input) => moneyNow(tx, await renewService(tx, input)),
    siteOfHolder,
  ),
  serve(contract.listRuns, runsPage),
  serve(contract.readRun, (read, { runId }) => runNow(read, runId)),
  serve(contract.readRunOutlook, (read) => runOutlookNow(read)),
  serve(contract.beginRun, async (tx, input) => runNow(tx, await beginRun(tx, input))),
  serve(contract.stopRun, async (tx, input) => {
    await stopRun(tx, input)
    return runNow(tx, input.runId)
  }),
  serve(contract.resumeRun, async (tx, input) => {
    await resumeRun(tx, input)
    return runNow(tx, input.runId)
  }),
  serve(contract.retryParked, async (tx, input) => {
    await retryParked(tx, input)
    return runNow(tx, input.runId)
  }),
  serve(contract.readDunning, async (read) => {
    const { version, policy, madeAt } = await policyNow(read)
    const today = await previewNow(read, policy)
    const kept = z.encode(contract.dunningPolicy, policy)
    return { version, policy: kept, madeAt: madeAt.toString(), today }
  }),
  serve(contract.previewDunning, (tx, policy) => previewNow(tx, policy)),
  serve(contract.changeDunning, async (tx, input) => ({
    version: await changeDunning(tx, input),
  })),
  serve(
    contract.readDunningOf,
    (read, { subscriberId }) => dunningOfNow(read, subscriberId),
    siteOfSubscriber,
  ),
  serve(
    contract.promiseToPay,
    async (tx, input) => {
      await promiseToPay(tx, input)
      return dunningOfNow(tx, input.subscriberId)
    },
    siteOfSubscriber,
  ),
  serve(
    contract.withdrawPromise,
    async (tx, input) => {
      await withdrawPromise(tx, input)
      return dunningOfNow(tx, input.subscriberId)
    },
    siteOfSubscriber,
  ),
  serve(
    contract.disputeInvoice,
    async (tx, input) => dunningOfNow(tx, await disputeInvoice(tx, input)),
    siteOfInvoice,
  ),
  serve(
    contract.endDispute,
    async (tx, input) => dunningOfNow(tx, await endDispute(tx, input)),
    siteOfInvoice,
  ),
]

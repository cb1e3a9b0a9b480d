import { serve } from '#platform/serve.ts'
import type { Tx } from '#platform/tx.ts'
import { acceptPlanQuote } from './commands/accept-plan-quote.ts'
import { beginRun } from './commands/begin-run.ts'
import { cancelAddon } from './commands/cancel-addon.ts'
import { chargeSubscriber } from './commands/charge-subscriber.ts'
import { creditInvoice } from './commands/credit-invoice.ts'
import { giveBackCoupon } from './commands/give-back-coupon.ts'
import { quotePlan } from './commands/quote-plan.ts'
import { lookAhead } from './commands/look-ahead.ts'
import { renewService } from './commands/renew-service.ts'
import { resumeRun } from './commands/resume-run.ts'
import { retryParked } from './commands/retry-parked.ts'
import { sellAddon } from './commands/sell-addon.ts'
import { stopRun } from './commands/stop-run.ts'
import { takeCoupon } from './commands/take-coupon.ts'
import * as contract from './contract.ts'
import { extrasNow } from './queries/extras.ts'
import { invoiceNow, invoicesPage } from './queries/invoices.ts'
import { planQuoteNow } from './queries/plan-quotes.ts'
import { moneyNow, statementNow } from './queries/money.ts'
import { siteOfHolder, siteOfInvoice, siteOfSubscriber } from './queries/reach.ts'
import { runNow, runOutlookNow, runsPage } from './queries/runs.ts'

/** Does something with what a service has beside its plan, and shows what it has then. */
function withExtras<Input extends { serviceId: string }>(
  work: (tx: Tx, input: Input) => Promise<void>,
): (tx: Tx, input: Input) => Promise<contract.Extras> {
  return async (tx, input) => {
    await work(tx, input)
    return extrasNow(tx, input.serviceId)
  }
}

export const routes = [
  serve(contract.listInvoices, invoicesPage, 'filtered'),
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
]

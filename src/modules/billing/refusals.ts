import { refusal } from '#kernel/refusal.ts'

export const invoiceNotFound = refusal(
  'billing.invoice_not_found',
  404,
  'There is no such invoice.',
)
export const lineNotFound = refusal(
  'billing.line_not_found',
  404,
  'The invoice has no such line. Look at it again.',
)
export const amountNotPositive = refusal(
  'billing.amount_not_positive',
  422,
  'An amount is above zero.',
)
export const taxClassMissing = refusal(
  'billing.tax_class_missing',
  422,
  'There is no tax class {taxClass} that is open. A price without one is never charged.',
)
export const creditTooHigh = refusal(
  'billing.credit_too_high',
  409,
  'At most {left} of this line can still be credited, before tax.',
)
export const debtGivenUp = refusal(
  'billing.debt_given_up',
  409,
  '{amount} of this invoice were given up as a bad debt. Undo that first: what nobody paid is not given back.',
)
export const nothingToCredit = refusal(
  'billing.nothing_to_credit',
  422,
  'Say for at least one line how much of it is credited.',
)
export const subscriberNotFound = refusal(
  'billing.subscriber_not_found',
  404,
  'There is no such subscriber.',
)
export const keyReused = refusal(
  'billing.key_reused',
  409,
  'There is an invoice for this already, {code}, and it says something else.',
)
export const serviceNotFound = refusal(
  'billing.service_not_found',
  404,
  'There is no such service.',
)
export const notLookedAfter = refusal(
  'billing.not_looked_after',
  404,
  'Money moves only between people whom the same phone or address looks after.',
)
export const walletTooLow = refusal(
  'billing.wallet_too_low',
  409,
  'The wallet does not reach: {missing} are missing. Overdue invoices are paid first.',
)
export const notRenewable = refusal(
  'billing.not_renewable',
  409,
  'This service cannot be renewed now: it is not prepaid, waits for its installation, is on hold, or was a trial.',
)
export const runNotFound = refusal('billing.run_not_found', 404, 'There is no such bill run.')
export const runStands = refusal(
  'billing.run_stands',
  409,
  'Another bill run of this kind is not done yet. Let it end, or stop it and resume it later.',
)
export const runIsDone = refusal('billing.run_is_done', 409, 'This bill run is done.')
export const dryRunNotRetried = refusal(
  'billing.dry_run_not_retried',
  409,
  'A dry run invoices nobody, so nobody of it is taken up again. Begin another one.',
)
export const cutoffAhead = refusal(
  'billing.cutoff_ahead',
  422,
  'Time that is not over cannot be invoiced. Only a dry run looks ahead.',
)
export const sessionsNotCounted = refusal(
  'billing.sessions_not_counted',
  422,
  'The plan {plan} has a price for each session, and sessions are not counted. Give it a price for data or time.',
)
export const tooManyPeriods = refusal(
  'billing.too_many_periods',
  422,
  'An invoice from {from} to {to} would have more than {most} periods of a plan. Invoice the payer more often, or sell a plan of longer periods.',
)
export const nobodyParked = refusal('billing.nobody_parked', 409, 'Nobody of these is parked.')
export const serviceIsEnded = refusal(
  'billing.service_is_ended',
  409,
  'This service has ended. Order a new one.',
)
export const samePlan = refusal('billing.same_plan', 409, 'The service has this plan already.')
export const notOnSale = refusal(
  'billing.not_on_sale',
  409,
  '{plan} is not on sale now. Choose a plan that is.',
)
export const trialNotChosen = refusal(
  'billing.trial_not_chosen',
  422,
  'A trial is what a service begins with. Choose another plan.',
)
export const quoteNotFound = refusal('billing.quote_not_found', 404, 'There is no such quote.')
export const quoteIsOld = refusal(
  'billing.quote_is_old',
  409,
  'What this would cost has changed since it was worked out, or its time is over. Ask for it again.',
)
export const couponRefused = refusal(
  'billing.coupon_refused',
  409,
  'The coupon {code} lowers nothing of this service: {why}',
)
export const couponIsHeld = refusal(
  'billing.coupon_is_held',
  409,
  'The service uses the coupon {code} already.',
)
export const couponNotHeld = refusal(
  'billing.coupon_not_held',
  409,
  'This service does not hold that coupon, or it has lowered an invoice already.',
)
export const addonNotOffered = refusal(
  'billing.addon_not_offered',
  409,
  'This add-on is not for this service, or not sold any more.',
)
export const tooManyAddons = refusal(
  'billing.too_many_addons',
  409,
  'A service has at most {most} of this add-on, and this one has {has}.',
)
export const nothingToExtend = refusal(
  'billing.nothing_to_extend',
  409,
  'The service is not active: what is added could not be used.',
)
export const addonNotHeld = refusal(
  'billing.addon_not_held',
  404,
  'The service has no such add-on now.',
)
export const nothingOverdue = refusal(
  'billing.nothing_owed',
  409,
  'Nothing is owed that could be promised.',
)
export const promiseTooLong = refusal(
  'billing.promise_too_long',
  422,
  'A promise to pay holds for {days} days at most, from today on.',
)
export const promiseStands = refusal(
  'billing.promise_stands',
  409,
  'A promise to pay holds already. Withdraw it first.',
)
export const noPromise = refusal('billing.no_promise', 409, 'No promise to pay holds.')
export const disputeStands = refusal(
  'billing.dispute_stands',
  409,
  'This invoice is disputed already.',
)
export const noDispute = refusal('billing.no_dispute', 409, 'This invoice is not disputed.')
export const policyChanged = refusal(
  'billing.policy_changed',
  409,
  'Somebody else has changed the policy meanwhile. Look at it again.',
)
export const aboveLimit = refusal(
  'billing.above_limit',
  403,
  'By hand you may book {limit} at a time at most. Ask somebody whose role goes above it.',
)
export const idReused = refusal(
  'billing.id_reused',
  409,
  'Something else was booked under this id already. Begin again.',
)
export const adjustmentNotFound = refusal(
  'billing.adjustment_not_found',
  404,
  'There is nothing like that booked for this, or it was undone.',
)
export const adjustmentUndone = refusal(
  'billing.adjustment_undone',
  409,
  'This was undone already.',
)
export const adjustmentIsUsed = refusal(
  'billing.adjustment_is_used',
  409,
  'Part of it was used or recovered. Undo that first.',
)
export const reliefStands = refusal(
  'billing.relief_stands',
  409,
  'The VAT of this debt was claimed back already.',
)
export const reliefTooEarly = refusal(
  'billing.relief_too_early',
  409,
  'The VAT of this debt can be claimed back from {on} on, or when the debtor is insolvent.',
)
export const noVatInIt = refusal(
  'billing.no_vat_in_it',
  409,
  'Nothing of this debt is VAT, so nothing can be claimed back.',
)
export const notOverdue = refusal(
  'billing.not_overdue',
  409,
  'This invoice is not overdue. What was charged by mistake is taken back by a credit note.',
)
export const moreThanOpen = refusal(
  'billing.more_than_open',
  409,
  'Only {open} of this invoice are open.',
)
export const moreThanLeft = refusal('billing.more_than_left', 409, 'Only {left} of it are left.')
export const mayNotTakeMoney = refusal(
  'billing.may_not_take_money',
  403,
  'Your role books no payments. Take the deposit out of the wallet, or ask the cashier.',
)
export const certificateAhead = refusal(
  'billing.certificate_ahead',
  422,
  'A certificate is not of a day to come.',
)
export const certificateIsKnown = refusal(
  'billing.certificate_is_known',
  409,
  'The certificate {number} counts for this invoice already.',
)
export const certificateTooHigh = refusal(
  'billing.certificate_too_high',
  409,
  'At most {most} can have been kept back of this invoice.',
)
export const levelKept = refusal(
  'billing.level_kept',
  409,
  'Nothing is given back: the promise was kept, nothing was promised, or nothing was charged.',
)
export const monthNotOver = refusal(
  'billing.month_not_over',
  409,
  'This month is not over: wait for its end.',
)
export const outageAhead = refusal(
  'billing.outage_ahead',
  422,
  'An outage has ended before it is noted.',
)
export const outageNotFound = refusal(
  'billing.outage_not_found',
  404,
  'There is no such outage, or it was taken out.',
)
export const productNotFound = refusal(
  'billing.product_not_found',
  404,
  'There is no such product that is sold once.',
)
export const quotationNotFound = refusal(
  'billing.quotation_not_found',
  404,
  'There is no such quotation.',
)
export const quotationChanged = refusal(
  'billing.quotation_changed',
  409,
  'Somebody else has changed this quotation meanwhile. Look at it again.',
)
export const quotationExpired = refusal(
  'billing.quotation_expired',
  409,
  'This offer held until {day}. Write a new one at the prices of today.',
)
export const quotationNotDraft = refusal(
  'billing.quotation_not_draft',
  409,
  'This quotation was sent or thrown away: what it offers stays as it is. Write a new one.',
)
export const quotationNotSent = refusal(
  'billing.quotation_not_sent',
  409,
  'Only an offer that was sent, and not answered yet, can be answered.',
)
export const offerNotSold = refusal(
  'billing.offer_not_sold',
  409,
  '{what} is not sold now. Offer something that is.',
)
export const addonSoldOnce = refusal(
  'billing.addon_sold_once',
  409,
  '{what} is charged once, so it is sold to a service that runs. Leave it out of the offer.',
)

import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { id } from '#kernel/id.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { defineEvent } from '#platform/events.ts'

const invoice = z.object({ invoiceId: id, subscriberId: id, amount: moneyOnWire })

/** A document was issued. */
export const invoiceIssued = defineEvent('billing.invoice-issued', invoice)
/** Nothing of it is open any more. */
export const invoiceSettled = defineEvent('billing.invoice-settled', invoice)
export const creditNoteIssued = defineEvent(
  'billing.credit-note-issued',
  z.object({ creditNoteId: id, invoiceId: id, subscriberId: id, amount: moneyOnWire }),
)
/** Paid time was bought from the wallet. */
export const serviceRenewed = defineEvent(
  'billing.service-renewed',
  z.object({ serviceId: id, subscriberId: id, paidUntil: z.iso.datetime(), amount: moneyOnWire }),
)
/** Money that bought these was taken back: their paid time ends now, and what was used is owed on its invoices. */
export const boughtTakenBack = defineEvent(
  'billing.bought-taken-back',
  z.object({ paymentId: id, subscriberId: id, serviceIds: z.array(id).max(50), owed: moneyOnWire }),
)
/** The wallet did not reach when the paid time was nearly over. */
export const renewalFellShort = defineEvent(
  'billing.renewal-fell-short',
  z.object({ serviceId: id, subscriberId: id, missing: moneyOnWire }),
)

/** A bill run wrote these; told together, at most 150 at a time, instead of one announcement each. */
export const invoicesIssued = defineEvent(
  'billing.invoices-issued',
  z.object({ runId: id, invoiceIds: z.array(id).max(150) }),
)
/** A bill run came further, was stopped, or parked somebody. */
export const runMoved = defineEvent('billing.run-moved', z.object({ runId: id }))
export const runFinished = defineEvent(
  'billing.run-finished',
  z.object({
    runId: id,
    mode: z.enum(['dry', 'live']),
    invoiced: z.int(),
    parked: z.int(),
    amount: moneyOnWire,
  }),
)

/** A step of the dunning policy was taken: those who speak to subscribers say so by its channels. */
export const dunningStepped = defineEvent(
  'billing.dunning-stepped',
  z.object({
    subscriberId: id,
    action: z.enum(['remind', 'throttled', 'walled-garden', 'cut', 'suspend']),
    channels: z.array(z.string()),
    /** Of the oldest invoice that is open. */
    dueOn: date,
    open: moneyOnWire,
  }),
)
/** Somebody promised to pay: until then nothing is done. */
export const paymentPromised = defineEvent(
  'billing.payment-promised',
  z.object({ subscriberId: id, untilOn: date }),
)
export const invoiceDisputed = defineEvent(
  'billing.invoice-disputed',
  z.object({ invoiceId: id, subscriberId: id }),
)
/** Usage moved a service to another plan, with the end of the period that runs; it can be taken back until then. */
export const planMovedByUsage = defineEvent(
  'billing.plan-moved-by-usage',
  z.object({
    serviceId: id,
    subscriberId: id,
    planVersionId: id,
    direction: z.enum(['up', 'down']),
  }),
)

/** An offer was made: those who speak to subscribers bring it to them. */
export const quotationSent = defineEvent(
  'billing.quotation-sent',
  z.object({ quotationId: id, subscriberId: id, amount: moneyOnWire, validOn: date }),
)
/** The services that came of it were announced each by itself. */
export const quotationAccepted = defineEvent(
  'billing.quotation-accepted',
  z.object({ quotationId: id, subscriberId: id, amount: moneyOnWire }),
)
/** The subscriber did not want it, or we did not offer it any more. */
export const quotationEnded = defineEvent(
  'billing.quotation-ended',
  z.object({ quotationId: id, subscriberId: id, as: z.enum(['declined', 'withdrawn']) }),
)

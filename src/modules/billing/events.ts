import { z } from 'zod'
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
/** The wallet did not reach when the paid time was nearly over. */
export const renewalFellShort = defineEvent(
  'billing.renewal-fell-short',
  z.object({ serviceId: id, subscriberId: id, missing: moneyOnWire }),
)

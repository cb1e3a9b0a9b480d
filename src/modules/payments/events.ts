import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { id } from '#kernel/id.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { defineEvent } from '#platform/events.ts'
import { CLAIM_WHYS } from './contract/claim-words.ts'
import { RAILS } from './contract/shapes.ts'

/** Money came in. Without a subscriber it waits in suspense. */
export const paymentReceived = defineEvent(
  'payments.received',
  z.object({
    paymentId: id,
    subscriberId: id.nullable(),
    rail: z.enum(RAILS),
    amount: moneyOnWire,
  }),
)
/** A payment in suspense was given to its owner: their wallet holds it now. */
export const paymentAssigned = defineEvent(
  'payments.assigned',
  z.object({ paymentId: id, subscriberId: id, amount: moneyOnWire }),
)
/** A payment was taken from somebody whose it was not, back into suspense. */
export const paymentUnassigned = defineEvent(
  'payments.unassigned',
  z.object({ paymentId: id, subscriberId: id, amount: moneyOnWire }),
)
/** The provider took the money back, or it was booked by mistake. The wallet may owe it now. */
export const paymentReversed = defineEvent(
  'payments.reversed',
  z.object({
    paymentId: id,
    subscriberId: id.nullable(),
    amount: moneyOnWire,
    because: z.enum(['provider', 'mistake']),
  }),
)
const refund = z.object({
  refundId: id,
  paymentId: id,
  subscriberId: id.nullable(),
  amount: moneyOnWire,
})
export const refundAsked = defineEvent('payments.refund-asked', refund)
export const refundPaid = defineEvent('payments.refund-paid', refund)
export const refundFailed = defineEvent('payments.refund-failed', refund)
/** A prompt on a phone came to something: paid, not paid, or paid with the receipt still to come. */
export const promptSettled = defineEvent(
  'payments.prompt-settled',
  z.object({
    promptId: id,
    /** Null: whoever buys is not a subscriber yet. */
    subscriberId: id.nullable(),
    state: z.enum(['confirming', 'paid', 'failed', 'cancelled', 'timed-out']),
  }),
)
/**
 * What was bought under a purpose (`askForPurchase`) is paid. Without a subscriber the money waits in suspense until the room that
 * sells gives it to the buyer (`giveToBuyer`).
 */
export const purchasePaid = defineEvent(
  'payments.purchase-paid',
  z.object({
    promptId: id,
    purpose: z.string(),
    reference: z.string(),
    paymentId: id,
    subscriberId: id.nullable(),
    amount: moneyOnWire,
  }),
)
/** Pull found payments that no callback had told: the callbacks of a shortcode do not arrive. */
export const tellingsMissed = defineEvent(
  'payments.tellings-missed',
  z.object({ shortcodeId: id, payments: z.int() }),
)
/** A payer agreed to a standing order, or did not. */
export const standingOrderSettled = defineEvent(
  'payments.standing-order-settled',
  z.object({ standingOrderId: id, subscriberId: id, isActive: z.boolean() }),
)
/** An execution of a standing order did not come, although its payer believes that it is paid. */
export const standingOrderMissed = defineEvent(
  'payments.standing-order-missed',
  z.object({
    standingOrderId: id,
    subscriberId: id,
    dueOn: date,
    amount: moneyOnWire,
    /** So many in a row that it was most likely cancelled. */
    hasLapsed: z.boolean(),
  }),
)
/** A receipt that somebody claims as theirs was found to be so, or not. */
export const claimSettled = defineEvent(
  'payments.claim-settled',
  z.object({
    claimId: id,
    subscriberId: id.nullable(),
    promptId: id.nullable(),
    state: z.enum(['given', 'refused']),
    why: z.enum(CLAIM_WHYS).nullable(),
  }),
)
/** An hour brought a site, or all together, no money although such hours do: callbacks, the network or the shop may be down. */
export const moneyMissing = defineEvent(
  'payments.money-missing',
  z.object({
    siteId: id.nullable(),
    hour: z.iso.datetime(),
    payments: z.int(),
    expectedPayments: z.int(),
    expected: moneyOnWire,
  }),
)

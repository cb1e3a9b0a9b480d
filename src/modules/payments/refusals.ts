import { refusal } from '#kernel/refusal.ts'

export const paymentNotFound = refusal(
  'payments.payment_not_found',
  404,
  'There is no such payment.',
)
export const refundNotFound = refusal('payments.refund_not_found', 404, 'There is no such refund.')
export const ownerNotFound = refusal(
  'payments.owner_not_found',
  404,
  'There is no such subscriber. Look for the number or the name again.',
)
export const receiptKnown = refusal(
  'payments.receipt_known',
  409,
  'Receipt {receipt} is booked already, as payment {number}. A receipt counts once.',
)
export const receiptMissing = refusal(
  'payments.receipt_missing',
  422,
  'Write the receipt number that stands on the slip or in the message. Only cash has none.',
)
export const amountNotPositive = refusal(
  'payments.amount_not_positive',
  422,
  'An amount is above zero.',
)
export const paidAhead = refusal(
  'payments.paid_ahead',
  422,
  'A payment cannot be dated on a day that is still to come.',
)
export const notInSuspense = refusal(
  'payments.not_in_suspense',
  409,
  'This payment has an owner. Take it back into suspense first.',
)
export const notOwned = refusal(
  'payments.not_owned',
  409,
  'This payment belongs to nobody, so there is nobody to take it from.',
)
export const isReversed = refusal(
  'payments.is_reversed',
  409,
  'This payment was reversed. Nothing more can be done with it.',
)
export const hasRefunds = refusal(
  'payments.has_refunds',
  409,
  'Part of this payment was given back, or is on its way back. It can no longer move.',
)
export const alreadySpent = refusal(
  'payments.already_spent',
  409,
  'The subscriber has spent this money: {missing} are missing in the wallet. Choose that what it bought is taken back as well.',
)
export const refundTooHigh = refusal(
  'payments.refund_too_high',
  409,
  'At most {left} of this payment can still be given back.',
)
export const refundExceedsWallet = refusal(
  'payments.refund_exceeds_wallet',
  409,
  'The wallet does not hold that much any more: {missing} are missing. Credit the invoice first.',
)
export const refundIsSettled = refusal(
  'payments.refund_is_settled',
  409,
  'This refund is settled already: {state}.',
)
export const refundIdReused = refusal(
  'payments.refund_id_reused',
  409,
  'There is a refund of this id already, of another payment or amount.',
)
export const shortcodeNotFound = refusal(
  'payments.shortcode_not_found',
  404,
  'There is no such shortcode.',
)
export const shortcodeTaken = refusal(
  'payments.shortcode_taken',
  409,
  'Shortcode {number} is there already. Change that one.',
)
export const noShortcode = refusal(
  'payments.no_shortcode',
  422,
  'No M-Pesa shortcode is switched on, so nobody can be asked to pay. Add one under Payments, M-Pesa.',
)
export const standingOrderNotFound = refusal(
  'payments.standing_order_not_found',
  404,
  'There is no such standing order.',
)
export const standingOrderLives = refusal(
  'payments.standing_order_lives',
  409,
  'There is a standing order for this account already. Cancel it on the phone first, or two would pay for one month.',
)
export const standingOrderIsOver = refusal(
  'payments.standing_order_is_over',
  409,
  'This standing order is over already.',
)
export const standingOrderNotInTime = refusal(
  'payments.standing_order_not_in_time',
  422,
  'A standing order starts today or later, and ends after it starts.',
)
export const qrNotFound = refusal('payments.qr_not_found', 404, 'There is no such QR code.')
export const promptNotFound = refusal('payments.prompt_not_found', 404, 'There is no such prompt.')
export const phoneIsAsked = refusal(
  'payments.phone_is_asked',
  409,
  'This phone shows a prompt of ours already. Wait until it is answered, or for a minute.',
)
export const askedTooSoon = refusal(
  'payments.asked_too_soon',
  409,
  'M-Pesa takes the same amount from the same phone for a mistake. Wait {wait_s} seconds.',
)
export const askedTooOften = refusal(
  'payments.asked_too_often',
  429,
  'Many payments were asked for from here and not paid. Wait {wait_s} seconds.',
)
export const promptTooMuch = refusal(
  'payments.prompt_too_much',
  422,
  'M-Pesa takes at most 250,000 shillings at a time.',
)
export const tellingNotOdd = refusal(
  'payments.telling_not_odd',
  409,
  'This has been read already. Load the page again.',
)
export const tellingNotFound = refusal(
  'payments.telling_not_found',
  404,
  'There is no such message of Safaricom.',
)
export const shortcodeChanged = refusal(
  'payments.shortcode_changed',
  409,
  'Somebody has changed this shortcode meanwhile. Load it again and look at what they did.',
)
export const claimNotFound = refusal('payments.claim_not_found', 404, 'There is no such claim.')
export const receiptUnreadable = refusal(
  'payments.receipt_unreadable',
  422,
  'This is no M-Pesa receipt code. It has ten letters and digits, like TKN5E9T3UC.',
)
export const statementUnreadable = refusal('payments.statement_unreadable', 422, 'Row {row}: {why}')
export const statementKnown = refusal(
  'payments.statement_known',
  409,
  'This file was imported already.',
)
export const statementOfAnother = refusal(
  'payments.statement_of_another',
  422,
  'This is the statement of {of}, and you chose {chosen}.',
)
export const statementNotFound = refusal(
  'payments.statement_not_found',
  404,
  'There is no such statement.',
)
export const differenceNotFound = refusal(
  'payments.difference_not_found',
  404,
  'There is no such difference.',
)
export const differenceIsSettled = refusal(
  'payments.difference_is_settled',
  409,
  'Somebody has settled this already.',
)
export const notAWayOut = refusal(
  'payments.not_a_way_out',
  422,
  'This difference cannot be settled in this way.',
)
export const sayWhichRefund = refusal(
  'payments.say_which_refund',
  422,
  'Choose the refund that was paid by this. It has the same amount.',
)
export const sayWhy = refusal('payments.say_why', 422, 'Say in a few words why that is right.')
export const giveItFirst = refusal(
  'payments.give_it_first',
  409,
  'Nobody owns this payment. Give it to its owner first; then it can be corrected.',
)
export const dayIsOpen = refusal(
  'payments.day_is_open',
  409,
  'This day cannot be closed: {open} differences are open.',
)
export const dayWithoutStatement = refusal(
  'payments.day_without_statement',
  409,
  'No statement holds all of this day. Import one that was exported after it.',
)
export const dayDiffers = refusal(
  'payments.day_differs',
  409,
  'Statement and books differ by {difference} on this day. Say why that is right, and close it again.',
)
export const refundIsOnItsWay = refusal(
  'payments.refund_is_on_its_way',
  409,
  'This refund was sent, or may have been. It is not sent again before M-Pesa says what became of it.',
)
export const payOutNotWhole = refusal(
  'payments.pay_out_not_whole',
  422,
  'M-Pesa pays out whole shillings, from 10 to 250,000. Pay this one by hand.',
)
export const noInitiator = refusal(
  'payments.no_initiator',
  422,
  'No shortcode that could do this has an initiator. Add one under Payments, M-Pesa.',
)
export const notFromMpesa = refusal(
  'payments.not_from_mpesa',
  422,
  'M-Pesa takes back only what came by M-Pesa, in whole shillings. Give this one back by hand.',
)
export const reversalIsOnItsWay = refusal(
  'payments.reversal_is_on_its_way',
  409,
  'M-Pesa was asked to take this payment back. Wait until it says what became of that.',
)
export const businessPaymentNotFound = refusal(
  'payments.business_payment_not_found',
  404,
  'There is no such payment to a business.',
)
export const businessPaymentIsSettled = refusal(
  'payments.business_payment_is_settled',
  409,
  'This payment is settled already: {state}.',
)
export const businessPaymentNotWhole = refusal(
  'payments.business_payment_not_whole',
  422,
  'M-Pesa sends whole shillings, from 10 on.',
)
export const notAPlaceForMoney = refusal(
  'payments.not_a_place_for_money',
  422,
  'Money that leaves M-Pesa is booked to an account of ours without subscribers, or to an expense.',
)
export const stillAskedAbout = refusal(
  'payments.still_asked_about',
  409,
  'M-Pesa is still being asked what became of this. Wait for its answer, or for the next statement.',
)

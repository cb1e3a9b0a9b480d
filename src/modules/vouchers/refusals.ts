import { refusal } from '#kernel/refusal.ts'

export const batchNotFound = refusal('vouchers.batch_not_found', 404, 'There is no such batch.')
export const sheetNotFound = refusal(
  'vouchers.sheet_not_found',
  404,
  'There is no such sheet any more.',
)
export const planNotFit = refusal(
  'vouchers.plan_not_fit',
  422,
  'Vouchers are for published plans that are paid before they are used, at a price with all taxes in it and nothing beside it.',
)
export const siteUnknown = refusal('vouchers.site_unknown', 422, 'One of these sites is not open.')
export const lastDayPast = refusal(
  'vouchers.last_day_past',
  422,
  'The last day to redeem is today or later, and at most five years ahead.',
)
export const faceNotFit = refusal(
  'vouchers.face_not_fit',
  422,
  'A voucher is worth nothing or more, and at most KES 100,000.',
)
export const rangeWrong = refusal(
  'vouchers.range_wrong',
  422,
  'The serials go from {from} to {to}, the smaller one first.',
)
const notMadeYet = refusal(
  'vouchers.not_made_yet',
  409,
  'The codes of this batch are still being made: {made} of {wanted}.',
)
export const nothingToSell = refusal(
  'vouchers.nothing_to_sell',
  409,
  'None of these vouchers waits to be sold.',
)
export const paidTooMuch = refusal(
  'vouchers.paid_too_much',
  422,
  'These vouchers are worth {worth} cents; no more is paid for them. What is given away costs nothing.',
)
export const idReused = refusal(
  'vouchers.id_reused',
  409,
  'This id was used for something else. Make a new one.',
)
export const nothingToVoid = refusal(
  'vouchers.nothing_to_void',
  409,
  'None of these vouchers can be made void: they are used, void or expired.',
)
export const notPrintable = refusal(
  'vouchers.not_printable',
  410,
  'The time for printing this batch is over: nobody can read its codes any more.',
)
export const voucherNotFound = refusal(
  'vouchers.voucher_not_found',
  404,
  'There is no such voucher.',
)
export const notVoid = refusal(
  'vouchers.not_void',
  409,
  'This voucher is not void, so there is nothing to undo.',
)
export const wasRefunded = refusal(
  'vouchers.was_refunded',
  409,
  'The money for this voucher was given back, so it stays void. Hand out another one.',
)
export const lastDayOver = refusal(
  'vouchers.last_day_over',
  409,
  'The last day of this batch is over. Nothing of it counts again.',
)
export const codeUnknown = refusal(
  'vouchers.code_unknown',
  404,
  'There is no such code. Look at each sign again: {hint}.',
)
export const codeUsed = refusal('vouchers.code_used', 409, 'This voucher was used already.')
export const codeWorthNothing = refusal(
  'vouchers.code_worth_nothing',
  409,
  'This voucher is for time at a hotspot. Type it on the page that opens there.',
)
export const codeNotSold = refusal(
  'vouchers.code_not_sold',
  409,
  'This voucher was never sold. Ask where you got it.',
)
export const codeVoid = refusal(
  'vouchers.code_void',
  410,
  'This voucher is void. Ask where you got it.',
)
export const codeExpired = refusal(
  'vouchers.code_expired',
  410,
  'This voucher expired on {lastDay}.',
)
export const codeElsewhere = refusal(
  'vouchers.code_elsewhere',
  409,
  'This voucher does not count at this place.',
)
/** Somebody barred the service, asked for its end, or its plan is not paid ahead any more. */
export const cannotBeBought = refusal(
  'vouchers.cannot_be_bought',
  409,
  'This cannot be had now. Ask us why.',
)
export const tooManyTries = refusal(
  'vouchers.too_many_tries',
  429,
  'Too many wrong codes. Try again in {minutes} minutes.',
)

/** Nothing is done with a batch whose codes are still being made. */
export function refuseUnmade({ made, wanted }: { made: number; wanted: number }): void {
  if (made < wanted) throw notMadeYet({ made, wanted })
}

import { refusal } from '#kernel/refusal.ts'

export const doorNotFound = refusal('hotspot.door_not_found', 404, 'There is no hotspot here.')
export const doorClosed = refusal('hotspot.door_closed', 409, 'This hotspot is closed for now.')
export const planNotOffered = refusal(
  'hotspot.plan_not_offered',
  422,
  'This package is not offered here any more. Choose another one.',
)
export const phoneNotMobile = refusal(
  'hotspot.phone_not_mobile',
  422,
  'Type the number of the phone that pays, such as 0712 345 678.',
)
export const termsNotAccepted = refusal(
  'hotspot.terms_not_accepted',
  422,
  'Agree to the terms first.',
)
export const passNotFound = refusal(
  'hotspot.pass_not_found',
  404,
  'We do not know you by this any more. Log in again, or buy.',
)
export const passOver = refusal('hotspot.pass_over', 409, 'This time is over. Buy more to go on.')
export const passElsewhere = refusal(
  'hotspot.pass_elsewhere',
  409,
  'This time was bought for another place, and is good there only.',
)
export const purchaseNotFound = refusal(
  'hotspot.purchase_not_found',
  404,
  'There is no such purchase any more.',
)
export const codeWrong = refusal(
  'hotspot.code_wrong',
  422,
  'This code is not right, or it is too old. Ask for a new one.',
)
/** `why` and its words are those of claims in `payments`. */
export const receiptRefused = refusal('hotspot.receipt_refused', 422, '{words}')
export const receiptOther = refusal(
  'hotspot.receipt_other',
  409,
  'This receipt paid for something else. Ask us, and have the message of M-Pesa ready.',
)
export const noDevice = refusal(
  'hotspot.no_device',
  422,
  'We cannot tell this device from others. Switch Wi-Fi off and on, and open this page again.',
)
export const slotsFull = refusal(
  'hotspot.slots_full',
  409,
  'All places of this time are taken ({slots}). Take a device away first.',
)
export const freeTaken = refusal(
  'hotspot.free_taken',
  409,
  'This device has had its free minutes. There will be more on {at}.',
)
export const freeNone = refusal(
  'hotspot.free_none',
  409,
  'There are no free minutes left today. Try again tomorrow.',
)
export const hasTime = refusal(
  'hotspot.has_time',
  409,
  'This device has time left. Free minutes are for when it is over.',
)
export const tooManyAsked = refusal(
  'hotspot.too_many_asked',
  429,
  'From this device many payments were asked for. Wait {wait_s} seconds.',
)
export const doorPlanUnfit = refusal(
  'hotspot.plan_unfit',
  422,
  'Packages of a hotspot are on sale, paid before they are used, and have all taxes in their price.',
)
export const doorChangedMeanwhile = refusal(
  'hotspot.door_changed',
  412,
  'Somebody else has changed this hotspot meanwhile. Load it again.',
)
export const fileNotFound = refusal('hotspot.file_not_found', 404, 'Routers need no such file.')

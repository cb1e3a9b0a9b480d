import { refusal } from '#kernel/refusal.ts'

export const noticeChanged = refusal(
  'notices.notice_changed',
  409,
  'Somebody else changed this notice meanwhile. Look at it again, then change it.',
)
export const noPreview = refusal(
  'notices.no_preview',
  422,
  'Only reminders can be seen ahead; this notice follows what happens.',
)
export const nobodysReceipt = refusal(
  'notices.nobodys_receipt',
  409,
  'There is a receipt only for a payment that is somebody’s and stands.',
)
export const notReached = refusal(
  'notices.not_reached',
  409,
  'There is no contact for this way ({by}). Add one first.',
)

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

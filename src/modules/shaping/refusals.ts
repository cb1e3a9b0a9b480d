import { refusal } from '#kernel/refusal.ts'

export const serviceNotFound = refusal(
  'shaping.service_not_found',
  404,
  'There is no such service.',
)

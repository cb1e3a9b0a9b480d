import { refusal } from '#kernel/refusal.ts'

export const serviceNotFound = refusal('usage.service_not_found', 404, 'There is no such service.')
export const nothingToAddTo = refusal(
  'usage.nothing_to_add_to',
  422,
  'The plan of this service counts no {kind}, so more of it would change nothing.',
)
export const extraNotFound = refusal(
  'usage.extra_not_found',
  404,
  'This service was given no such thing.',
)
export const extraIsUndone = refusal(
  'usage.extra_is_undone',
  409,
  'This was taken back already, or is over.',
)

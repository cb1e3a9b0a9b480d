import { refusal } from '#kernel/refusal.ts'

export const planVersionNotFound = refusal(
  'catalog.plan_version_not_found',
  404,
  'There is no such version of a plan.',
)

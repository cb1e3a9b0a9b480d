import { refusal } from '#kernel/refusal.ts'

export const noSuchJob = refusal(
  'platform.no_such_job',
  404,
  'Job {id} is not in the queue: it was done or deleted meanwhile.',
)
export const noSuchReconciler = refusal(
  'platform.no_such_reconciler',
  404,
  'There is no reconciler {name}.',
)

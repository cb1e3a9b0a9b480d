import { refusal } from '#kernel/refusal.ts'

export const sessionNotFound = refusal('access.session_not_found', 404, 'There is no such session.')
export const serviceUnknown = refusal('access.service_unknown', 404, 'There is no such service.')
export const nasUnknown = refusal('access.nas_unknown', 404, 'There is no such router in service.')
export const traceNotFound = refusal('access.trace_not_found', 404, 'There is no such trace.')
export const tooManyTraces = refusal(
  'access.too_many_traces',
  409,
  'There are {count} traces running already. Stop one first.',
)
export const testNotFound = refusal('access.test_not_found', 404, 'There is no such test.')
export const nothingToProve = refusal(
  'access.nothing_to_prove',
  422,
  'This service has no name and password. Test it by its device.',
)
export const noDevice = refusal(
  'access.no_device',
  422,
  'This service has no device that logs in by its address. Test it by its name.',
)

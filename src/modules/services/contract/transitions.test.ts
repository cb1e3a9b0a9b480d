import { expect, test } from 'vitest'
import { SERVICE_STATUSES } from './serving.ts'
import { eventsOf, SERVICE_EVENTS, statusAfter } from './transitions.ts'

/** All there is, written out once more: a pair that is not here is refused. */
const ALLOWED = new Map([
  ['draft order', 'pending'],
  ['draft cancel', 'ended'],
  ['pending activate', 'active'],
  ['pending send-back', 'draft'],
  ['pending cancel', 'ended'],
  ['active end', 'ended'],
])

test.each(
  SERVICE_STATUSES.flatMap((status) => SERVICE_EVENTS.map((event) => [status, event] as const)),
)('%s: %s', (status, event) => {
  expect(statusAfter(status, event)).toBe(ALLOWED.get(`${status} ${event}`))
  expect(eventsOf(status).includes(event)).toBe(ALLOWED.has(`${status} ${event}`))
})

test('nothing comes back from the end', () => {
  expect(eventsOf('ended')).toEqual([])
})

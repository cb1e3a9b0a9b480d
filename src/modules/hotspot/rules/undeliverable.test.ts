import { expect, test } from 'vitest'
import { whatNow } from './undeliverable.ts'

const paidAt = Temporal.Instant.from('2026-11-23T09:00:00Z')
const after = (minutes: number) => ({ paidAt, now: paidAt.add({ minutes }) })
const again = { kind: 'try-again' }

test.each([
  ['door-closed', 0, { kind: 'give-back', because: 'closed' }],
  ['refusal', 0, again],
  ['refusal', 14, again],
  ['refusal', 15, { kind: 'give-back', because: 'refused' }],
  ['fault', 15, again],
  ['fault', 60 * 24 * 30, again],
] as const)('after a %s, %i minutes from the payment', (failed, minutes, then) => {
  expect(whatNow(failed, after(minutes))).toEqual(then)
})

import { describe, expect, test } from 'vitest'
import { dunningPolicy } from '../contract.ts'
import { isAwake, stepToday } from './dunning.ts'

const KES100 = { cents: '10000', currency: 'KES' } as const
const steps = [
  { day: -3, action: 'remind', channels: ['sms'] },
  { day: 1, action: 'remind', channels: ['sms'] },
  { day: 5, action: 'walled-garden', channels: ['sms'] },
  { day: 30, action: 'suspend', channels: [] },
] as const
const input = {
  ...{ minimum: KES100, from: '08:00', to: '20:00', promiseDaysMax: 14, suspendedBills: true },
  steps: steps.map((step) => ({ ...step, channels: [...step.channels] })),
}
const policy = dunningPolicy.parse(input)
const dueOn = Temporal.PlainDate.from('2026-11-20')

describe('the step that somebody stands at', () => {
  test.each([
    ['2026-11-16', undefined],
    ['2026-11-17', 0],
    ['2026-11-20', 0],
    ['2026-11-21', 1],
    ['2026-11-24', 1],
    ['2026-11-25', 2],
    // Nobody looked for a month: the hardest that is reached, and none of those between.
    ['2026-12-20', 3],
    ['2027-03-01', 3],
  ])('on %s is %s', (today, step) => {
    const facts = { dueOn, open: 10_000n, promised: false }
    expect(stepToday(policy, facts, Temporal.PlainDate.from(today))).toBe(step)
  })

  test('is none for small change, nor while a promise holds', () => {
    const today = Temporal.PlainDate.from('2026-12-20')
    expect(stepToday(policy, { dueOn, open: 9_999n, promised: false }, today)).toBeUndefined()
    expect(stepToday(policy, { dueOn, open: 10_000n, promised: true }, today)).toBeUndefined()
  })
})

test.each([
  ['07:59', false],
  ['08:00', true],
  ['19:59', true],
  ['20:00', false],
])('at %s something may be done: %s', (time, may) => {
  const local = Temporal.PlainDateTime.from(`2026-11-20T${time}`).toZonedDateTime('Africa/Nairobi')
  expect(isAwake(policy, local)).toBe(may)
})

test.each([
  ['a step that is not later', [steps[1], steps[0]], 'later'],
  ['a milder step', [steps[2], { day: 9, action: 'remind', channels: [] }], 'milder'],
  ['more than a reminder before it is due', [{ day: -1, action: 'cut', channels: [] }], 'due'],
])('a policy with %s is refused', (_, wrong, word) => {
  const parsed = dunningPolicy.safeParse({ ...input, steps: wrong })
  expect(parsed.error?.issues.map(({ message }) => message).join()).toContain(word)
})

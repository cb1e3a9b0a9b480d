import { expect, test } from 'vitest'
import { lookAt, nextExecution } from './standing-order.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const terms = { startsOn: day('2027-01-31'), endsOn: day('2027-12-31') }

test.each([
  ['monthly', '2027-01-31', '2027-01-31'],
  ['monthly', '2027-02-01', '2027-02-28'],
  ['monthly', '2027-03-01', '2027-03-31'],
  ['weekly', '2027-02-01', '2027-02-07'],
  ['daily', '2027-02-01', '2027-02-01'],
  ['quarterly', '2027-02-01', '2027-04-30'],
  ['yearly', '2027-02-01', undefined],
] as const)('%s, from %s: %s', (frequency, from, next) => {
  expect(nextExecution({ ...terms, frequency }, day(from))?.toString()).toBe(next)
})

test.each([
  ['the day itself', '2027-02-28', undefined, 0, { kind: 'wait' }],
  ['a day late', '2027-03-01', undefined, 0, { kind: 'wait' }],
  ['not come', '2027-03-02', undefined, 0, { kind: 'missed', hasLapsed: false }],
  ['not come again', '2027-03-02', undefined, 1, { kind: 'missed', hasLapsed: true }],
  ['come', '2027-02-28', '2027-02-28', 1, { kind: 'came' }],
  ['come late', '2027-03-05', '2027-03-01', 0, { kind: 'came' }],
] as const)('an execution, %s', (_, today, cameOn, missed, verdict) => {
  const order = { ...terms, frequency: 'monthly', nextOn: day('2027-02-28'), missed } as const
  const look = lookAt(order, {
    ...{ today: day(today), cameOn: cameOn === undefined ? undefined : day(cameOn) },
  })
  expect(look).toMatchObject(verdict)
  if (look.kind !== 'wait') expect(look.next?.toString()).toBe('2027-03-31')
})

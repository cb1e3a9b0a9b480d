import { expect, test } from 'vitest'
import { decideFree, type FreeFacts } from './free.ts'

const now = Temporal.Instant.from('2026-11-20T15:00:00Z')
const ago = (hours: number) => now.subtract({ hours })
const facts: FreeFacts = {
  ...{ minutes: 15, times: 1, days: 30, doorTimes: null, given: [], doorGiven: 0 },
}

test.each<[string, Partial<FreeFacts>, string]>([
  ['nothing is given away', { minutes: 0 }, 'none'],
  ['the first time', {}, 'give'],
  ['again too soon', { given: [ago(1)] }, 'had'],
  ['the second of two', { times: 2, given: [ago(1)] }, 'give'],
  ['the third of two', { times: 2, given: [ago(2), ago(1)] }, 'had'],
  ['the last of the day', { doorTimes: 10, doorGiven: 9 }, 'give'],
  ['after the last of the day', { doorTimes: 10, doorGiven: 10 }, 'used-up'],
])('%s', (_, given, verdict) => {
  expect(decideFree({ ...facts, ...given }).kind).toBe(verdict)
})

test('who has had theirs learns when there are more: when the first of those that count is forgotten', () => {
  const given = [ago(20), ago(3), ago(5)]
  const verdict = decideFree({ ...facts, times: 2, days: 1, given })
  expect(verdict).toEqual({ kind: 'had', until: ago(5).add({ hours: 24 }) })
})

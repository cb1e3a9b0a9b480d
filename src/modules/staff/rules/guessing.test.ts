import { expect, test } from 'vitest'
import { countWrong, decideTry, isNoticeable, waitAfter, type Suspect } from './guessing.ts'

const now = Temporal.Instant.from('2026-11-20T15:00:00Z')
const ago = (seconds: number) => now.subtract({ seconds })

test.each<[Suspect, number, number]>([
  ['account', 0, 0],
  ['account', 4, 0],
  ['account', 5, 1],
  ['account', 6, 2],
  ['account', 12, 128],
  ['account', 14, 300],
  ['account', 1_000_000, 300],
  ['device', 4, 0],
  ['device', 5, 1],
  ['ip', 19, 0],
  ['ip', 20, 1],
  ['ip', 40, 900],
])('after %s has been wrong %i times one waits %i s', (suspect, tries, wait_s) => {
  expect(waitAfter(suspect, tries).total('seconds')).toBe(wait_s)
})

test('the longest wait of all suspects counts, and ends', () => {
  const suspects = [
    { suspect: 'account', wrong: { tries: 12, lastAt: ago(100) } },
    { suspect: 'ip', wrong: undefined },
  ] as const
  expect(decideTry(suspects, now)).toEqual({ kind: 'wait', wait_s: 28 })
  expect(decideTry(suspects, now.add({ seconds: 27 }))).toEqual({ kind: 'wait', wait_s: 1 })
  expect(decideTry(suspects, now.add({ seconds: 28 }))).toEqual({ kind: 'go' })
  expect(decideTry([], now)).toEqual({ kind: 'go' })
})

test('wrong tries add up until a day without any', () => {
  expect(countWrong(undefined, now)).toBe(1)
  expect(countWrong({ tries: 7, lastAt: ago(24 * 3600 - 1) }, now)).toBe(8)
  expect(countWrong({ tries: 7, lastAt: ago(24 * 3600) }, now)).toBe(1)
})

test('people are told at the fifth wrong try and each time the count doubles', () => {
  const told = Array.from({ length: 100 }, (_, i) => i).filter(isNoticeable)
  expect(told).toEqual([5, 10, 20, 40, 80])
})

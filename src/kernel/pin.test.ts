import { expect, test } from 'vitest'
import { kraPin, parsePin } from '#kernel/pin.ts'

test.each([
  ['P051234567X', 'P051234567X'],
  ['a001234567z', 'A001234567Z'],
  [' P05 1234 567-x ', 'P051234567X'],
])('%s', (typed, expected) => {
  expect(parsePin(typed)).toBe(expected)
  expect(kraPin.parse(typed)).toBe(expected)
})

test.each(['', 'B051234567X', 'P05123456X', 'P0512345678X', 'P051234567', 'P05123456７X'])(
  '%j is no PIN',
  (typed) => {
    expect(parsePin(typed)).toBeUndefined()
    expect(kraPin.safeParse(typed).success).toBe(false)
  },
)

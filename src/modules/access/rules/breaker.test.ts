import { expect, test } from 'vitest'
import { afterAnswer, afterSilence, mayAsk, NEVER_ASKED } from './breaker.ts'

test('a router that is silent three times rests, longer each time, and is whole after one answer', () => {
  let breaker = NEVER_ASKED
  const rests: number[] = []
  for (let n = 0; n < 9; n++) {
    breaker = afterSilence(breaker, 0)
    rests.push(breaker.closedUntil_ms / 1_000)
  }
  expect(rests).toEqual([0, 0, 15, 30, 60, 120, 240, 300, 300])
  expect(mayAsk(breaker, 299_999)).toBe(false)
  expect(mayAsk(breaker, 300_000)).toBe(true)
  expect(mayAsk(afterAnswer(), 0)).toBe(true)
})

import { expect, test } from 'vitest'
import { Lately } from './lately.ts'

test('what is asked for stays, what is not goes, and what is taken away is gone', () => {
  const lately = new Lately<number>(10)
  lately.set('gone', 0)
  lately.set('stays', 1)
  for (let n = 0; n < 100; n++) {
    lately.set(`other-${n}`, n)
    expect(lately.get('stays')).toBe(1)
  }
  expect(lately.get('gone')).toBeUndefined()
  const held = Array.from({ length: 100 }, (_, n) => lately.get(`other-${n}`) !== undefined)
  expect(held.filter(Boolean).length).toBeLessThanOrEqual(10)
  lately.delete('stays')
  expect(lately.get('stays')).toBeUndefined()
})

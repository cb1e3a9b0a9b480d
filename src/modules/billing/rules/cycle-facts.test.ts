import { expect, test } from 'vitest'
import { KEPT_MAX, KeptVersions } from './cycle-facts.ts'

test('what a run keeps of the chunks before it does not grow with the run', () => {
  const { periods } = new KeptVersions()
  for (let n = 0; n < KEPT_MAX; n++) periods.set(`${n}`, [])
  periods.set('0', [])
  expect(periods.size).toBe(KEPT_MAX)
  periods.set('one more', [])
  expect([...periods.keys()]).toEqual(['one more'])
})

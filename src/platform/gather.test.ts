import { expect, test } from 'vitest'
import { gather } from '#platform/gather.ts'

test('calls that come together share units, of bounded size, and each gets its own answer', async () => {
  const units: number[][] = []
  const twice = gather(
    (inputs: readonly number[]) => {
      units.push([...inputs])
      return Promise.resolve(inputs.map((one) => one * 2))
    },
    { most: 3 },
  )
  expect(await Promise.all([1, 2, 3, 4, 5].map(twice))).toEqual([2, 4, 6, 8, 10])
  expect(units).toEqual([[1], [2, 3, 4], [5]])
  expect(await twice(6)).toBe(12)
})

test('one that cannot be done fails alone', async () => {
  const strict = gather(
    (inputs: readonly number[]) =>
      inputs.includes(3) ? Promise.reject(new Error('three')) : Promise.resolve(inputs),
    { most: 10 },
  )
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(strict))
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
})

import { expect, test } from 'vitest'
import { id, randomId } from '#kernel/id.ts'

test('a random id is a UUIDv4, and another one each time', () => {
  const made = Array.from({ length: 1000 }, randomId)
  expect(made.filter((one) => !id.safeParse(one).success)).toEqual([])
  expect(made.filter((one) => !/^.{14}4.{4}[89ab]/.test(one))).toEqual([])
  expect(new Set(made).size).toBe(1000)
})

import { expect, test } from 'vitest'
import { COUNTIES, countyCode, parseCounty } from '#kernel/county.ts'

test('there are 47, each once, and each is found by its name and its code', () => {
  expect(new Set(COUNTIES).size).toBe(47)
  for (const name of COUNTIES) {
    expect(parseCounty(name)).toBe(name)
    expect(parseCounty(countyCode(name))).toBe(name)
  }
})

test.each([
  ['001', 'Mombasa'],
  ['47', 'Nairobi'],
  ['nairobi city county', 'Nairobi'],
  ['Muranga', "Murang'a"],
  ['TANA-RIVER', 'Tana River'],
  ['22', 'Kiambu'],
  ['32', 'Nakuru'],
  ['42', 'Kisumu'],
])('%s is %s', (typed, expected) => {
  expect(parseCounty(typed)).toBe(expected)
})

test.each(['', '0', '48', 'Kampala'])('%j is no county', (typed) => {
  expect(parseCounty(typed)).toBeUndefined()
})

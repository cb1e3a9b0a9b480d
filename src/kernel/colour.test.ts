import fc from 'fast-check'
import { expect, test } from 'vitest'
import { colour, contrast, parseHex, readableOn, textOn } from '#kernel/colour.ts'

const hex = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

test.each([
  ['#0F9', '#00ff99'],
  ['0ff099', '#0ff099'],
  [' #0F766E ', '#0f766e'],
])('%s', (typed, expected) => {
  expect(parseHex(typed)).toBe(expected)
  expect(colour.parse(typed)).toBe(expected)
})

test.each(['', '#12', '#12345', 'red', '#gggggg', 'url(x)'])('%j is no colour', (typed) => {
  expect(colour.safeParse(typed).success).toBe(false)
})

// Figures of the WCAG 2.2 definition.
test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#777777', '#ffffff', 4.48],
  ['#0000ff', '#ffffff', 8.59],
])('contrast of %s on %s', (one, other, expected) => {
  expect(contrast(one, other)).toBeCloseTo(expected, 2)
  expect(contrast(other, one)).toBe(contrast(one, other))
})

test('black or white always reads, and a derived shade reaches what was asked', () => {
  fc.assert(
    fc.property(hex, hex, (ground, given) => {
      expect(contrast(textOn(ground), ground)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(readableOn(given, ground), ground)).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

test('a colour that already reads stays as it is', () => {
  expect(readableOn('#0f766e', '#ffffff')).toBe('#0f766e')
})

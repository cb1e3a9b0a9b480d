import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPoint, parsePoint } from '#kernel/geo.ts'

test.each([
  ['-1.286, 36.817', { lat: -1.286, lng: 36.817 }],
  ['-1.286 36.817', { lat: -1.286, lng: 36.817 }],
  ['1.286 S, 36.817 E', { lat: -1.286, lng: 36.817 }],
  ['-1.2863890°, 36.8172230°', { lat: -1.286389, lng: 36.817223 }],
  [`1°17'09.6"S 36°49'01.2"E`, { lat: -1.286, lng: 36.817 }],
  ['0°30′00″N, 35°16′48″E', { lat: 0.5, lng: 35.28 }],
])('%s', (typed, expected) => {
  expect(parsePoint(typed)).toEqual(expected)
})

test.each(['', '-1.286', '91, 0', '0, 181', `1°60'00"S 36°49'01"E`, 'Nairobi', '1,2,3'])(
  '%j is no point',
  (typed) => {
    expect(parsePoint(typed)).toBeUndefined()
  },
)

test('a written point reads back to within a tenth of a metre', () => {
  const lat = fc.double({ min: -90, max: 90, noNaN: true })
  const lng = fc.double({ min: -180, max: 180, noNaN: true })
  fc.assert(
    fc.property(lat, lng, (north, east) => {
      const back = parsePoint(formatPoint({ lat: north, lng: east }))
      expect(back?.lat).toBeCloseTo(north, 5)
      expect(back?.lng).toBeCloseTo(east, 5)
    }),
  )
})

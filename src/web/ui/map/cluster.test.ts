import { expect, test } from 'vitest'
import { groupPlaces, type Place } from '#web/ui/map/cluster.ts'

const at = (id: string, lng: number): Place => ({ id, name: id, at: { lat: 0, lng } })
const tenPixelsADegree = ({ lng, lat }: { lng: number; lat: number }) => ({
  x: lng * 10,
  y: lat * 10,
})

test('places closer than a finger become one group, where the first one stands', () => {
  const groups = groupPlaces([at('a', 1), at('b', 2), at('c', 9)], tenPixelsADegree, 40)
  expect(groups.map((group) => group.places.map((place) => place.id))).toEqual([['a', 'b'], ['c']])
  expect(groups[0]).toMatchObject({ x: 10, at: { lng: 1 } })
})

test('closer looked at, they part', () => {
  const closer = (point: { lng: number; lat: number }) => ({ x: point.lng * 100, y: 0 })
  expect(groupPlaces([at('a', 1), at('b', 2)], closer, 40)).toHaveLength(2)
})

test('no two groups can cover each other', () => {
  const many = Array.from({ length: 300 }, (_, place) =>
    at(`p${place}`, ((place * 7919) % 1000) / 10),
  )
  const groups = groupPlaces(many, tenPixelsADegree, 40)
  const xs = groups.map(({ x }) => x).toSorted((a, b) => a - b)
  expect(Math.min(...xs.slice(1).map((x, place) => x - (xs[place] ?? 0)))).toBeGreaterThanOrEqual(
    40,
  )
  expect(groups.flatMap((group) => group.places)).toHaveLength(300)
})

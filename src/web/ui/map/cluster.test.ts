import { expect, test } from 'vitest'
import { groupPlaces, type Place } from '#web/ui/map/cluster.ts'

const at = (id: string, lng: number): Place => ({ id, name: id, at: { lat: 0, lng } })
const tenPixelsADegree = ({ lng, lat }: { lng: number; lat: number }) => ({
  x: lng * 10,
  y: lat * 10,
})

test('places closer than a finger become one group, at their middle', () => {
  const groups = groupPlaces([at('a', 1), at('b', 2), at('c', 9)], tenPixelsADegree, 40)
  expect(groups.map((group) => group.places.map((place) => place.id))).toEqual([['a', 'b'], ['c']])
  expect(groups[0]).toMatchObject({ x: 15, at: { lng: 1.5 } })
})

test('closer looked at, they part', () => {
  const closer = (point: { lng: number; lat: number }) => ({ x: point.lng * 100, y: 0 })
  expect(groupPlaces([at('a', 1), at('b', 2)], closer, 40)).toHaveLength(2)
})

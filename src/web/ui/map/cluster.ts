import type { Point } from '#kernel/geo.ts'

export type Place = {
  id: string
  name: string
  at: Point
  tone?: 'accent' | 'good' | 'warn' | 'bad'
}
export type Group = { key: string; places: readonly Place[]; x: number; y: number; at: Point }

/**
 * Places that would cover each other on the screen become one group, in a grid of `size` pixels. Plain, fast
 * for thousands, and the same places always fall together at the same zoom.
 */
export function groupPlaces(
  places: readonly Place[],
  project: (at: Point) => { x: number; y: number },
  size: number,
): Group[] {
  const cells = new Map<string, { place: Place; x: number; y: number }[]>()
  for (const place of places) {
    const { x, y } = project(place.at)
    const cell = `${Math.floor(x / size)}:${Math.floor(y / size)}`
    const there = cells.get(cell)
    if (there) there.push({ place, x, y })
    else cells.set(cell, [{ place, x, y }])
  }
  return [...cells.values()].map((members) => {
    const mean = (of: (member: (typeof members)[number]) => number) =>
      members.reduce((sum, member) => sum + of(member), 0) / members.length
    return {
      key: members.map(({ place }) => place.id).join(' '),
      places: members.map(({ place }) => place),
      x: mean(({ x }) => x),
      y: mean(({ y }) => y),
      at: { lat: mean(({ place }) => place.at.lat), lng: mean(({ place }) => place.at.lng) },
    }
  })
}

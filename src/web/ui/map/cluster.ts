import type { Point } from '#kernel/geo.ts'

export type Place = {
  id: string
  name: string
  at: Point
  tone?: 'accent' | 'good' | 'warn' | 'bad'
}
export type Group = { key: string; places: readonly Place[]; x: number; y: number; at: Point }

/**
 * Places that would cover each other on the screen become one group, shown where its first member stands.
 * No two groups are closer than `size` pixels, so that each can be pressed. Fast for thousands: a place is
 * only compared with the groups of its own and the neighbouring cells of a grid.
 */
export function groupPlaces(
  places: readonly Place[],
  project: (at: Point) => { x: number; y: number },
  size: number,
): Group[] {
  type Growing = { first: Place; members: Place[]; x: number; y: number }
  const cells = new Map<string, Growing[]>()
  const groups: Growing[] = []
  for (const place of places) {
    const { x, y } = project(place.at)
    const column = Math.floor(x / size)
    const line = Math.floor(y / size)
    const near = [-1, 0, 1].flatMap((dx) =>
      [-1, 0, 1].flatMap((dy) => cells.get(`${column + dx}:${line + dy}`) ?? []),
    )
    const joined = near.find((group) => Math.hypot(group.x - x, group.y - y) < size)
    if (joined) {
      joined.members.push(place)
      continue
    }
    const group: Growing = { first: place, members: [place], x, y }
    groups.push(group)
    const key = `${column}:${line}`
    cells.set(key, [...(cells.get(key) ?? []), group])
  }
  return groups.map(({ first, members, x, y }) => ({
    key: first.id,
    places: members,
    x,
    y,
    at: first.at,
  }))
}

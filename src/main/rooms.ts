import { organization } from '#modules/organization/module.ts'
import type { Manifest } from '#platform/manifest.ts'
import { operations } from '#platform/operations/module.ts'

/** The wiring of the rooms: a plain list in the order of src/modules.ts, and the platform's own desk behind it. */
export function openRooms(): readonly Manifest[] {
  const rooms: Manifest[] = []
  // Asked when needed: a room may declare settings although organization, which keeps them, comes first.
  const settings = () => rooms.flatMap((room) => room.settings ?? [])
  rooms.push(organization({ settings }))
  return [...rooms, operations(rooms)]
}

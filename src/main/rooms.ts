import { organization } from '#modules/organization/module.ts'
import { auditModule } from '#platform/audit/module.ts'
import type { Clock } from '#platform/clock.ts'
import type { Manifest } from '#platform/manifest.ts'
import { operations } from '#platform/operations/module.ts'
import type { OpenVault } from '#platform/vault/open-vault.ts'

/** What rooms are given of the process that they stand in. */
export type RoomsGround = {
  readonly vault: OpenVault
  readonly clock: Clock
  /** KASI_HOME. */
  readonly home: string
}

/** The wiring of the rooms: a plain list in the order of src/modules.ts, and the platform's own desk behind it. */
export function openRooms(ground: RoomsGround): readonly Manifest[] {
  const rooms: Manifest[] = []
  // Asked when needed: a room may declare settings although organization, which keeps them, comes first.
  const settings = () => rooms.flatMap((room) => room.settings ?? [])
  rooms.push(organization({ settings }))
  const platform = [auditModule(ground)]
  return [...rooms, ...platform, operations([...rooms, ...platform])]
}

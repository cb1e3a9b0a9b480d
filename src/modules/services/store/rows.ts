import type { Insertable } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { DB } from '#platform/database.ts'

export type Row<Table extends keyof DB> = Insertable<DB[Table]>

/** Who answers for a change, as every table of ours keeps it. */
export function by(actor: Actor): { by_kind: string; by_id: string } {
  if (actor.kind === 'system') return { by_kind: 'system', by_id: actor.name }
  assert(actor.kind !== 'nobody', 'nobody changes nothing')
  return { by_kind: actor.kind, by_id: actor.id }
}

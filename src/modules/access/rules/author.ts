import type { Actor } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'

/** Who did it, as the columns have it. */
export function authorOf(actor: Actor): { by_kind: 'staff' | 'system'; by_id: string } {
  if (actor.kind === 'system') return { by_kind: 'system', by_id: actor.name }
  assert(actor.kind === 'staff', `${actor.kind} does nothing here`)
  return { by_kind: 'staff', by_id: actor.id }
}

export function authorFrom(row: { by_kind: string; by_id: string }) {
  return { kind: row.by_kind === 'staff' ? ('staff' as const) : ('system' as const), id: row.by_id }
}

import type { Actor } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { Author } from '../contract.ts'

/** Who a change is kept under. Nobody and subscribers change nothing here; their coming this far is a fault. */
export function authorOf(actor: Actor): Author {
  if (actor.kind === 'system') return { kind: 'system', id: actor.name }
  assert(actor.kind === 'staff', `${actor.kind} changes nothing in the organization`)
  return { kind: 'staff', id: actor.id }
}

/** The author as the columns keep it. */
export function authorFrom(row: { by_kind: string; by_id: string }): Author {
  return { kind: row.by_kind === 'staff' ? 'staff' : 'system', id: row.by_id }
}

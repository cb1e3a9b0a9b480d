import { assert } from '#kernel/assert.ts'
import type { Actor } from '#kernel/actor.ts'
import { author, type Author } from '../contract.ts'

/** Who a change is kept under: a member of staff, a subscriber at the portal, or a part of Kasi. */
export function authorOf(actor: Actor): Author {
  if (actor.kind === 'system') return { kind: 'system', id: actor.name }
  assert(actor.kind !== 'nobody', 'nobody books nothing')
  return { kind: actor.kind, id: actor.id }
}

/** The author as the columns keep it. */
export function authorFrom(row: { by_kind: string; by_id: string }): Author {
  return author.parse({ kind: row.by_kind, id: row.by_id })
}

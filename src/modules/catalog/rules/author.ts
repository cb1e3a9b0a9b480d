import type { Actor } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'

/** Who a change is kept under. Subscribers may compose a plan for themselves; nobody changes nothing. */
export function authorOf(actor: Actor): { kind: 'staff' | 'system'; id: string } {
  if (actor.kind === 'system') return { kind: 'system', id: actor.name }
  if (actor.kind === 'subscriber') return { kind: 'system', id: 'portal' }
  assert(actor.kind === 'staff', `${actor.kind} changes nothing in the catalog`)
  return { kind: 'staff', id: actor.id }
}

import type { Read } from '#platform/tx.ts'
import { sessionNeeded } from '../refusals.ts'

/** Whose session asks: what belongs to a person at a browser, an API key may not do for them. */
export function actingSession(read: Read): { memberId: string; sessionId: string } {
  const { actor } = read
  if (actor.kind !== 'staff' || actor.via.kind !== 'session') throw sessionNeeded()
  return { memberId: actor.id, sessionId: actor.via.id }
}

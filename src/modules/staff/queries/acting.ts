import type { Read } from '#platform/tx.ts'
import { sessionNeeded } from '../refusals.ts'
import { findMember, type MemberFacts } from './members.ts'

/** The member who acts, through a session or a key of theirs. */
export async function actingMember(read: Read): Promise<MemberFacts> {
  const member = read.actor.kind === 'staff' ? await findMember(read, read.actor.id) : undefined
  if (!member) throw sessionNeeded()
  return member
}

/** Whose session asks: what belongs to a person at a browser, an API key may not do for them. */
export function actingSession({ actor }: Read): { memberId: string; sessionId: string } {
  if (actor.kind !== 'staff' || actor.via.kind !== 'session') throw sessionNeeded()
  return { memberId: actor.id, sessionId: actor.via.id }
}

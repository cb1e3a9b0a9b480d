import type { Read } from '#platform/tx.ts'
import { findMember, type MemberFacts } from '../queries/members.ts'
import { sessionNeeded } from '../refusals.ts'

/** The member who acts, through a session or a key of theirs. */
export async function actingMember(read: Read): Promise<MemberFacts> {
  const member = read.actor.kind === 'staff' ? await findMember(read, read.actor.id) : undefined
  if (!member) throw sessionNeeded()
  return member
}

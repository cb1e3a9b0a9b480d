import type { Read } from '#platform/tx.ts'
import { holdingsOf, holdingsOfActor, type Catalogue, type HeldRole } from '../rules/holdings.ts'
import { standsAboveBy } from '../rules/rank.ts'
import { rolesOfMembers } from './holdings.ts'

/** By which permission whoever has these roles stands above the one who acts. */
export function aboveActorBy(
  { actor, now }: Pick<Read, 'actor' | 'now'>,
  { roles, catalogue }: { roles: readonly HeldRole[]; catalogue: Catalogue },
): string | undefined {
  return standsAboveBy(holdingsOf(roles, catalogue, now), holdingsOfActor(actor, catalogue))
}

/** Those of these members whom the one who acts may act upon. */
export async function membersNotAbove(
  read: Read,
  { memberIds, catalogue }: { memberIds: readonly string[]; catalogue: Catalogue },
): Promise<string[]> {
  const held = [...(await rolesOfMembers(read, memberIds))]
  return held
    .filter(([, roles]) => aboveActorBy(read, { roles, catalogue }) === undefined)
    .map(([memberId]) => memberId)
}

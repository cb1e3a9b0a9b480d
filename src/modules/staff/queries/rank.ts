import type { Read } from '#platform/tx.ts'
import {
  covers,
  holdingsOf,
  holdingsOfActor,
  type Catalogue,
  type HeldRole,
} from '../rules/holdings.ts'
import { standsAboveBy } from '../rules/rank.ts'
import { rolesOfMembers } from './holdings.ts'

type Acting = Pick<Read, 'actor' | 'now' | 'sites'>

/** What keeps the one who acts from acting upon whoever has these roles: a permission of theirs, or sites beyond reach. */
export function outOfReach(
  { actor, now, sites }: Acting,
  { roles, catalogue }: { roles: readonly HeldRole[]; catalogue: Catalogue },
): { above: string } | 'elsewhere' | undefined {
  const theirs = holdingsOf(roles, catalogue, now)
  const above = standsAboveBy(theirs, holdingsOfActor(actor, catalogue))
  if (above !== undefined) return { above }
  // Nobody of one site shuts out those who work at others, too.
  return covers(sites, theirs.sites) ? undefined : 'elsewhere'
}

/** Those of these members whom the one who acts may act upon. */
export async function membersNotAbove(
  read: Read,
  { memberIds, catalogue }: { memberIds: readonly string[]; catalogue: Catalogue },
): Promise<string[]> {
  const held = [...(await rolesOfMembers(read, memberIds))]
  return held
    .filter(([, roles]) => outOfReach(read, { roles, catalogue }) === undefined)
    .map(([memberId]) => memberId)
}

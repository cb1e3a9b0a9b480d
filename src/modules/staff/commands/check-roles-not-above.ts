import type { Tx } from '#platform/tx.ts'
import { aboveActorBy } from '../queries/rank.ts'
import { aboveYou, ownersOnly } from '../refusals.ts'
import { EVERYTHING, type Catalogue, type HeldRole } from '../rules/holdings.ts'

/** Refuses to act upon what would stand above the one who acts, whoever had these roles: an invitation, a role itself. */
export function checkRolesNotAbove(
  tx: Tx,
  about: { roles: readonly HeldRole[]; catalogue: Catalogue },
): void {
  const permission = aboveActorBy(tx, about)
  if (permission === EVERYTHING) throw ownersOnly()
  if (permission !== undefined) throw aboveYou({ permission })
}

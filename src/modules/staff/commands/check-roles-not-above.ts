import type { Tx } from '#platform/tx.ts'
import { outOfReach } from '../queries/rank.ts'
import { aboveYou, ownersOnly, worksElsewhere } from '../refusals.ts'
import { EVERYTHING, type Catalogue, type HeldRole } from '../rules/holdings.ts'

/** Refuses to act upon what would stand above the one who acts or works beyond their sites, whoever had these roles: an invitation, a role itself. */
export function checkRolesNotAbove(
  tx: Tx,
  about: { roles: readonly HeldRole[]; catalogue: Catalogue },
): void {
  const why = outOfReach(tx, about)
  if (why === undefined) return
  if (why === 'elsewhere') throw worksElsewhere()
  throw why.above === EVERYTHING ? ownersOnly() : aboveYou({ permission: why.above })
}

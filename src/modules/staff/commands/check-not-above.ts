import type { Tx } from '#platform/tx.ts'
import { rolesOf } from '../queries/holdings.ts'
import { aboveYou, ownersOnly } from '../refusals.ts'
import {
  beyond,
  EVERYTHING,
  holdingsOf,
  holdingsOfActor,
  type Catalogue,
} from '../rules/holdings.ts'

/** Refuses to act upon a member who may do more than the one who acts: no administrator disables an owner. */
export async function checkNotAbove(
  tx: Tx,
  about: { memberId: string; catalogue: Catalogue },
): Promise<void> {
  const theirs = holdingsOf(await rolesOf(tx, about.memberId), about.catalogue, tx.now)
  const permission = beyond(theirs, holdingsOfActor(tx.actor, about.catalogue))
  if (permission === EVERYTHING) throw ownersOnly()
  if (permission !== undefined) throw aboveYou({ permission })
}

import type { Tx } from '#platform/tx.ts'
import { accessChanged } from '../events.ts'
import { rolesFor } from '../rules/first-roles.ts'
import type { Catalogue } from '../rules/holdings.ts'
import { addToRole, learnPermissions } from '../store.ts'

/**
 * Gives permissions that were never seen before to the roles that they suit by default: at the first start and after
 * each upgrade. A permission that the ISP took away from a role is known already, and stays away.
 */
export async function introducePermissions(tx: Tx, catalogue: Catalogue): Promise<void> {
  const fresh = await learnPermissions(tx, [...catalogue.keys()])
  const bySeed = Map.groupBy(
    fresh.flatMap((permission) => rolesFor(permission).map((seed) => ({ seed, permission }))),
    ({ seed }) => seed,
  )
  for (const [seed, gained] of bySeed)
    await addToRole(
      tx,
      seed,
      gained.map(({ permission }) => permission),
    )
  if (fresh.length > 0) tx.emit(accessChanged, {})
}

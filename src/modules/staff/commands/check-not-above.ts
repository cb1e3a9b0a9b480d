import type { Tx } from '#platform/tx.ts'
import { rolesOf } from '../queries/holdings.ts'
import type { Catalogue } from '../rules/holdings.ts'
import { checkRolesNotAbove } from './check-roles-not-above.ts'

/** Refuses to act upon a member who stands above the one who acts: no administrator disables an owner. */
export async function checkNotAbove(
  tx: Tx,
  { memberId, catalogue }: { memberId: string; catalogue: Catalogue },
): Promise<void> {
  checkRolesNotAbove(tx, { roles: await rolesOf(tx, memberId), catalogue })
}

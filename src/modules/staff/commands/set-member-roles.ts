import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { accessChanged, memberRolesChanged } from '../events.ts'
import { findSeededRole, rolesOf } from '../queries/holdings.ts'
import { lockMember } from '../queries/members.ts'
import type { Catalogue, GivenRole } from '../rules/holdings.ts'
import { replaceMemberRoles } from '../store.ts'
import { checkNotAbove } from './check-not-above.ts'
import { judgeGivenRoles } from './judge-given-roles.ts'
import { keepAnOwner } from './keep-an-owner.ts'

/**
 * Gives a member exactly these roles, at once in every open session. Nobody gives more than they hold, changes
 * the roles of somebody above them, or takes the last owner away.
 */
export async function setMemberRoles(
  tx: Tx,
  given: { memberId: string; roles: readonly GivenRole[]; catalogue: Catalogue },
): Promise<void> {
  const { memberId, roles, catalogue } = given
  await lockMember(tx, memberId)
  await checkNotAbove(tx, { memberId, catalogue })
  const before = (await rolesOf(tx, memberId)).map(({ roleId, siteIds, until }) => {
    return { roleId, siteIds, until }
  })
  await judgeGivenRoles(tx, { roles, had: before, giver: tx.actor, catalogue })
  const owner = await findSeededRole(tx, 'owner')
  const staysOwner = roles.some(
    (role) => role.roleId === owner.id && role.siteIds === null && role.until === null,
  )
  if (!staysOwner) await keepAnOwner(tx, { without: memberId })

  const unique = new Map(roles.map((role) => [role.roleId, role]))
  await replaceMemberRoles(
    tx,
    memberId,
    [...unique.values()].map(({ roleId, siteIds, until }) => ({
      role_id: roleId,
      site_ids: siteIds && [...siteIds],
      until,
      given_by: tx.actor.kind === 'staff' ? tx.actor.id : null,
      given_at: tx.now,
    })),
  )
  audit(tx, { objects: [{ table: 'staff.member', id: memberId }], before, after: roles })
  tx.emit(accessChanged, {})
  tx.emit(memberRolesChanged, { memberId })
}

import { listInMemory } from '#platform/list-in-memory.ts'
import type { ListInput } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import type { Member } from '../contract.ts'
import { noSuchMember } from '../refusals.ts'
import { isCurrent } from '../rules/holdings.ts'
import { shareSite } from './colleagues.ts'
import { passkeyCounts } from './factors.ts'
import { rolesOfMembers, type RoleOfMember } from './holdings.ts'
import { shownRole } from './me.ts'
import { allMembers, findMember, type MemberFacts } from './members.ts'

type Filters = {
  state?: readonly ('active' | 'disabled')[] | undefined
  roleId?: readonly string[] | undefined
  siteId?: readonly string[] | undefined
}

export async function listMembers(read: Read, input: ListInput & Filters) {
  const members = await withRoles(read, await allMembers(read))
  const items = members.filter(
    ({ state, roles }) =>
      (!input.state || input.state.includes(state)) &&
      (!input.roleId || roles.some((role) => input.roleId?.includes(role.roleId))) &&
      (!input.siteId || reaches(roles, input.siteId)),
  )
  return listInMemory(read, input, {
    name: 'staff.list-members',
    items,
    sorts: {
      name: (member) => member.name,
      joinedAt: (member) => member.joinedAt,
      lastSignInAt: (member) => member.lastSignInAt,
    },
    search: (member) => [member.name, member.email],
  })
}

export async function getMember(read: Read, memberId: string): Promise<Member> {
  const found = await findMember(read, memberId)
  const [member] = found ? await withRoles(read, [found]) : []
  if (!member) throw noSuchMember()
  return member
}

/** Members as screens show them; whoever works at some sites only sees the colleagues of those sites. */
async function withRoles(read: Read, members: readonly MemberFacts[]): Promise<Member[]> {
  const ids = members.map(({ id }) => id)
  const roles = await rolesOfMembers(read, ids)
  const passkeys = await passkeyCounts(read, ids)
  const mine = read.sites
  return members.flatMap((member) => {
    const held = (roles.get(member.id) ?? []).filter((role) => isCurrent(role, read.now))
    if (!shareSite(mine, held)) return []
    return [shown(member, held, passkeys.get(member.id) ?? 0)]
  })
}

function shown(member: MemberFacts, roles: readonly RoleOfMember[], passkeys: number): Member {
  const hasStrong = member.totpSecret !== null || passkeys > 0
  return {
    id: member.id,
    name: member.name,
    email: member.email,
    language: member.language,
    state: member.disabledAt ? 'disabled' : 'active',
    roles: roles.map(shownRole),
    totp: member.totpSecret !== null,
    passkeys,
    secured: hasStrong || !roles.some((role) => role.requiresMfa),
    joinedAt: member.joinedAt.toString(),
    lastSignInAt: member.lastSignInAt?.toString() ?? null,
  }
}

function reaches(roles: Member['roles'], sites: readonly string[]): boolean {
  return roles.some((role) => role.siteIds?.some((site) => sites.includes(site)) ?? true)
}

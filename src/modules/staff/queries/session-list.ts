import { listInMemory } from '#platform/list-in-memory.ts'
import type { ListInput } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import { isCurrent } from '../rules/holdings.ts'
import { isOpen } from '../rules/session.ts'
import { standingOf } from '../rules/sign-in-step.ts'
import { reachedMembers } from './colleagues.ts'
import { passkeyCounts } from './factors.ts'
import { rolesOfMembers } from './holdings.ts'

import { memberNames, membersWithTotp } from './members.ts'
import { policyOf } from './policy.ts'
import { unendedSessions } from './sessions.ts'

/** Open sessions of these members, or of everybody, the latest first. */
export async function openSessions(read: Read, about: { memberIds?: readonly string[] }) {
  const limits = await policyOf(read)
  const rows = (await unendedSessions(read, about)).filter((row) =>
    isOpen(
      { lastSeenAt: row.last_seen_at, endsAt: row.ends_at, endedAt: row.ended_at },
      limits,
      read.now,
    ),
  )
  const ids = [...new Set(rows.map((row) => row.member_id))]
  const [names, roles, passkeys, totp] = [
    await memberNames(read, ids),
    await rolesOfMembers(read, ids),
    await passkeyCounts(read, ids),
    await membersWithTotp(read, ids),
  ]
  const { actor } = read
  const current = actor.kind === 'staff' ? actor.via.id : undefined
  return rows.map((row) => ({
    id: row.id,
    memberId: row.member_id,
    memberName: names.get(row.member_id) ?? '',
    device: row.device,
    ip: row.ip,
    startedAt: row.started_at.toString(),
    lastSeenAt: row.last_seen_at.toString(),
    endsAt: row.ends_at.toString(),
    standing: standingOf({
      requiresMfa: (roles.get(row.member_id) ?? []).some(
        (role) => role.requiresMfa && isCurrent(role, read.now),
      ),
      strongFactor: totp.has(row.member_id) || (passkeys.get(row.member_id) ?? 0) > 0,
    }),
    current: row.id === current,
  }))
}

export async function listSessions(
  read: Read,
  input: ListInput & { memberId?: readonly string[] | undefined },
) {
  const open = await openSessions(read, input.memberId ? { memberIds: input.memberId } : {})
  const members = open.map(({ memberId }) => memberId)
  const reached = await reachedMembers(read, members)
  const items = open.filter(({ memberId }) => reached.has(memberId))
  return listInMemory(read, input, {
    name: 'staff.list-sessions',
    items,
    sorts: {
      lastSeenAt: (session) => session.lastSeenAt,
      startedAt: (session) => session.startedAt,
      memberName: (session) => session.memberName,
    },
    search: (session) => [session.memberName, session.ip, session.device],
  })
}

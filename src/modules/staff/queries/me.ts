import type { Read } from '#platform/tx.ts'
import { actingMember } from './acting.ts'
import type { Me } from '../contract.ts'
import { EVERYTHING, isCurrent } from '../rules/holdings.ts'
import { proofsOf } from '../rules/proofs.ts'
import { idleEnd } from '../rules/session.ts'
import { sessionNeeded } from '../refusals.ts'
import { passkeysOf, recoveryCodesLeft } from './factors.ts'
import { rolesOf, type RoleOfMember } from './holdings.ts'
import { policyOf } from './policy.ts'
import { findSession } from './sessions.ts'

/** Who asks, and what they may do right now. */
export async function whoAmI(read: Read): Promise<Me> {
  const { actor } = read
  if (actor.kind !== 'staff') throw sessionNeeded()
  const member = await actingMember(read)
  const roles = await rolesOf(read, member.id)
  const passkeys = await passkeysOf(read, member.id)
  const row = actor.via.kind === 'session' ? await findSession(read, actor.via.id) : undefined
  const times = row && {
    lastSeenAt: row.last_seen_at,
    endsAt: row.ends_at,
    endedAt: row.ended_at,
  }
  return {
    id: member.id,
    name: member.name,
    email: member.email,
    language: member.language,
    timeFormat: member.timeFormat,
    theme: member.theme,
    standing: actor.standing,
    via: actor.via.kind,
    permissions: [...actor.permissions].filter((name) => name !== EVERYTHING).toSorted(),
    sites: actor.sites === 'all' ? 'all' : [...actor.sites],
    siteLimits: Object.fromEntries(
      [...(actor.siteLimits ?? [])]
        .filter(([name]) => name !== EVERYTHING)
        .map(([name, sites]) => [name, [...sites]]),
    ),
    roles: roles.filter((role) => isCurrent(role, read.now)).map(shownRole),
    provenAt: Temporal.Instant.fromEpochMilliseconds(
      row?.proven_at.epochMilliseconds ?? actor.provenAt_ms,
    ).toString(),
    proofs: proofsOf({ totp: member.totpSecret !== null, passkeys: passkeys.length }),
    idleEndsAt: times ? idleEnd(times, await policyOf(read)).toString() : null,
    endsAt: row ? row.ends_at.toString() : null,
  }
}

export async function factorsOf(read: Read) {
  const member = await actingMember(read)
  const roles = await rolesOf(read, member.id)
  return {
    totp: member.totpAddedAt ? { addedAt: member.totpAddedAt.toString() } : null,
    passkeys: (await passkeysOf(read, member.id)).map((passkey) => ({
      id: passkey.id,
      name: passkey.name,
      addedAt: passkey.addedAt.toString(),
      lastUsedAt: passkey.lastUsedAt?.toString() ?? null,
      synced: passkey.synced,
    })),
    recoveryCodesLeft: await recoveryCodesLeft(read, member.id),
    required: roles.some((role) => role.requiresMfa && isCurrent(role, read.now)),
  }
}

export function shownRole(role: Pick<RoleOfMember, 'roleId' | 'roleName' | 'siteIds' | 'until'>) {
  return {
    roleId: role.roleId,
    roleName: role.roleName,
    siteIds: role.siteIds && [...role.siteIds],
    until: role.until?.toString() ?? null,
  }
}

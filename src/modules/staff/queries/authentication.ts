import { sql } from 'kysely'
import { nobody, type Actor } from '#kernel/actor.ts'
import { isInNetworks } from '#platform/networks.ts'
import { hashToken } from '#platform/token.ts'
import type { Read } from '#platform/tx.ts'
import { holdingsOf, type Catalogue, type HeldRole } from '../rules/holdings.ts'
import { isOpen } from '../rules/session.ts'
import { standingOf } from '../rules/sign-in-step.ts'
import { policyOf } from './policy.ts'

/** Who a token speaks for, and until when that needs no second look. */
export type Recognized = {
  readonly actor: Actor
  /** The row to mark as seen, and when it last was; absent for nobody. */
  readonly seen?: { kind: 'session' | 'api-key'; id: string; at: Temporal.Instant | null }
}

type Common = {
  id: string
  member_id: string
  strong_factor: boolean
  roles: {
    permissions: string[]
    requires_mfa: boolean
    site_ids: string[] | null
    until: string | null
  }[]
}
type SessionRow = Common & {
  proven_at: Temporal.Instant
  last_seen_at: Temporal.Instant
  ends_at: Temporal.Instant
  ended_at: Temporal.Instant | null
}
type KeyRow = Common & {
  permissions: string[]
  networks: string[]
  last_used_at: Temporal.Instant | null
}

const aboutMember = sql`
  member.totp_secret_sealed is not null
    or exists (select 1 from staff.passkey where passkey.member_id = member.id) as strong_factor,
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'permissions', role.permissions, 'requires_mfa', role.requires_mfa,
      'site_ids', held.site_ids, 'until', held.until))
    from staff.member_role as held join staff.role on role.id = held.role_id
    where held.member_id = member.id
  ), '[]') as roles`

/** The actor behind a session's token: one statement over four small tables, by unique index. */
export async function recognizeSession(
  read: Read,
  token: string,
  catalogue: Catalogue,
): Promise<Recognized> {
  const { rows } = await sql<SessionRow>`
    select session.id, session.member_id, session.proven_at, session.last_seen_at, session.ends_at,
      session.ended_at, ${aboutMember}
    from staff.session join staff.member on member.id = session.member_id
    where session.token_hash = ${hashToken(token)} and member.disabled_at is null`.execute(read.sql)
  const row = rows[0]
  if (!row) return { actor: nobody }
  const times = { lastSeenAt: row.last_seen_at, endsAt: row.ends_at, endedAt: row.ended_at }
  if (!isOpen(times, await policyOf(read), read.now)) return { actor: nobody }

  const holdings = holdingsOf(heldRoles(row), catalogue, read.now)
  const standing = standingOf({
    requiresMfa: holdings.requiresMfa,
    strongFactor: row.strong_factor,
  })
  return {
    actor: {
      kind: 'staff',
      id: row.member_id,
      via: { kind: 'session', id: row.id },
      permissions: standing === 'whole' ? holdings.permissions : new Set(),
      sites: holdings.sites,
      siteLimits: holdings.siteLimits,
      standing,
      provenAt_ms: row.proven_at.epochMilliseconds,
    },
    seen: { kind: 'session', id: row.id, at: row.last_seen_at },
  }
}

/**
 * The actor behind an API key: what the key was given and its maker still holds. It never counts as a fresh proof of
 * identity, so endpoints with `stepUp` are closed to it.
 */
export async function recognizeApiKey(
  read: Read,
  key: string,
  about: { ip: string; catalogue: Catalogue },
): Promise<Recognized> {
  const { rows } = await sql<KeyRow>`
    select api_key.id, api_key.member_id, api_key.permissions, api_key.networks, api_key.last_used_at,
      ${aboutMember}
    from staff.api_key join staff.member on member.id = api_key.member_id
    where api_key.key_hash = ${hashToken(key)} and api_key.revoked_at is null
      and api_key.expires_at > ${read.now} and member.disabled_at is null`.execute(read.sql)
  const row = rows[0]
  if (!row || (row.networks.length > 0 && !isInNetworks(about.ip, row.networks)))
    return { actor: nobody }
  const holdings = holdingsOf(heldRoles(row), about.catalogue, read.now)
  if (standingOf({ ...holdings, strongFactor: row.strong_factor }) === 'enrolling')
    return { actor: nobody }
  return {
    actor: {
      kind: 'staff',
      id: row.member_id,
      via: { kind: 'api-key', id: row.id },
      permissions: holdings.permissions.intersection(new Set(row.permissions)),
      sites: holdings.sites,
      siteLimits: holdings.siteLimits,
      standing: 'whole',
      provenAt_ms: 0,
    },
    seen: { kind: 'api-key', id: row.id, at: row.last_used_at },
  }
}

function heldRoles(row: Common): HeldRole[] {
  return row.roles.map((role) => ({
    permissions: role.permissions,
    requiresMfa: role.requires_mfa,
    siteIds: role.site_ids,
    until: role.until === null ? null : Temporal.Instant.from(role.until),
  }))
}

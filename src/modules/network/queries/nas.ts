import { sql } from 'kysely'
import { settingValue } from '#modules/organization/index.ts'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { among, listRows, matches } from '#platform/list.ts'
import { atSites } from '#platform/reach.ts'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'
import {
  COA_WAYS,
  MESSAGE_AUTHENTICATOR,
  NAS_HEALTH,
  TUNNELS,
  type listNas,
  type Nas,
  type NasRow,
} from '../contract.ts'
import { nasNotFound } from '../refusals.ts'
import { authorFrom } from '../rules/author.ts'
import { builtInProfile } from '../rules/built-in-profiles.ts'
import { oneOf } from '../rules/one-of.ts'
import { openSecrets } from '../store/nas.ts'
import { newestTest } from './nas-tests.ts'
import { silentAfter } from './settings.ts'

/** When anything was last heard: a request, accounting, or an answer to what we sent. */
const SEEN = sql<Temporal.Instant | null>`greatest(health.authorized_at, health.accounted_at, health.confirmed_at)`

/** Trouble counts until something is heard after it. */
function health(read: Read, silentAfter_min: number) {
  const silentBefore = read.now.subtract({ minutes: silentAfter_min })
  return sql<string>`case
    when health.trouble_at is not null and health.trouble_at >= coalesce(${SEEN}, '-infinity') then 'trouble'
    when ${SEEN} is null then 'new'
    when ${SEEN} < ${silentBefore}::timestamptz then 'silent'
    else 'well' end`
}

async function rowsOf(read: Read) {
  return read.sql
    .selectFrom('network.nas as nas')
    .innerJoin('organization.site as site', 'site.id', 'nas.site_id')
    .leftJoin('network.vendor_profile as profile', 'profile.id', 'nas.profile_id')
    .leftJoin('network.nas_health as health', 'health.nas_id', 'nas.id')
    .select(['nas.id', 'nas.name', 'nas.site_id', 'nas.address', 'nas.tunnel_address'])
    .select(['nas.behind_nat', 'nas.built_in_profile', 'nas.profile_id', 'nas.archived_at'])
    .select(['nas.added_at', 'site.name as site_name', 'profile.name as profile_name'])
    .select(['health.sessions', 'nas.sessions_max', SEEN.as('seen_at')])
    .select(health(read, await settingValue(read, silentAfter)).as('health'))
}

type Row = Awaited<ReturnType<Awaited<ReturnType<typeof rowsOf>>['executeTakeFirstOrThrow']>>

/** Routers at the caller's sites. */
export async function nasPage(
  read: Read,
  input: ParsedInputOf<typeof listNas>,
): Promise<ReplyOf<typeof listNas>> {
  const state = {
    'in-service': sql`nas.archived_at is null`,
    archived: sql`nas.archived_at is not null`,
  }
  return listRows(read, input, {
    name: 'network.list-nas',
    query: await rowsOf(read),
    id: sql.ref('nas.id'),
    sorts: {
      name: { by: sql.ref('nas.name_key'), type: 'text' },
      site: { by: sql`lower(site.name)`, type: 'text' },
      lastSeenAt: { by: SEEN, type: 'timestamptz', nullable: true },
      addedAt: { by: sql.ref('nas.added_at'), type: 'timestamptz' },
    },
    filters: [
      atSites(read, sql.ref('nas.site_id')),
      among(sql`nas.site_id::text`, input.siteId),
      among(sql`coalesce(nas.built_in_profile, nas.profile_id::text)`, input.profile),
      input.health && among(health(read, await settingValue(read, silentAfter)), input.health),
      input.state === 'all' ? undefined : state[input.state],
    ],
    search: (q) =>
      matches(q, sql.ref('nas.name'), sql`host(nas.address)`, sql`host(nas.tunnel_address)`),
    item: nasRowOf,
  })
}

function nasRowOf(row: Row): NasRow {
  const profile = row.profile_id ?? row.built_in_profile ?? ''
  return {
    id: row.id,
    name: row.name,
    siteId: row.site_id,
    siteName: row.site_name,
    address: row.address,
    tunnelAddress: row.tunnel_address,
    behindNat: row.behind_nat,
    profile,
    profileName: row.profile_name ?? builtInProfile(profile)?.name ?? profile,
    state: row.archived_at === null ? 'in-service' : 'archived',
    health: oneOf(NAS_HEALTH, row.health),
    lastSeenAt: row.seen_at?.toString() ?? null,
    sessions: row.sessions,
    sessionsMax: row.sessions_max,
    addedAt: row.added_at.toString(),
  }
}

/** Routers in service that say nothing or fail, at the caller's sites. */
export async function countQuietRouters(read: Read): Promise<number> {
  const how = health(read, await settingValue(read, silentAfter))
  const { count } = await read.sql
    .selectFrom('network.nas as nas')
    .leftJoin('network.nas_health as health', 'health.nas_id', 'nas.id')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('nas.archived_at', 'is', null)
    .where(sql<boolean>`${how} in ('silent', 'trouble')`)
    .where(atSites(read, sql.ref('nas.site_id')))
    .executeTakeFirstOrThrow()
  return count
}

/** One router with what was last heard of it. */
export async function nasNow(read: Read, nasId: string): Promise<Nas> {
  const row = await (
    await rowsOf(read)
  )
    .selectAll('nas')
    .select(['health.authorized_at', 'health.accounted_at', 'health.confirmed_at'])
    .select(['health.signed_at', 'health.software', 'health.trouble', 'health.trouble_at'])
    .where('nas.id', '=', nasId)
    .executeTakeFirst()
  if (!row) throw nasNotFound()
  const isOldRight =
    row.old_secret_until !== null && Temporal.Instant.compare(row.old_secret_until, read.now) > 0
  return {
    ...nasRowOf(row),
    tunnel: oneOf(TUNNELS, row.tunnel),
    tunnelPublicKey: row.tunnel_public_key,
    messageAuthenticator: oneOf(MESSAGE_AUTHENTICATOR, row.message_authenticator),
    coaWay: oneOf(COA_WAYS, row.coa_way),
    coaPort: row.coa_port,
    swapOctets: row.swap_octets,
    sessionsMax: row.sessions_max,
    routerOs: row.router_os === null ? null : row.router_os === 6 ? 6 : 7,
    apiPort: row.api_port,
    apiTls: row.api_tls,
    apiLoginName:
      openSecrets(read, { id: row.id, api_login_sealed: row.api_login_sealed }).apiLogin?.name ??
      null,
    secretChangedAt: row.secret_changed_at.toString(),
    oldSecretUntil: isOldRight ? (row.old_secret_until?.toString() ?? null) : null,
    tlsKeyMadeAt: row.tls_key_made_at?.toString() ?? null,
    signedAt: row.signed_at?.toString() ?? null,
    heard: {
      authorizedAt: row.authorized_at?.toString() ?? null,
      accountedAt: row.accounted_at?.toString() ?? null,
      confirmedAt: row.confirmed_at?.toString() ?? null,
      software: row.software,
      trouble: row.trouble,
      troubleAt: row.trouble_at?.toString() ?? null,
    },
    test: await newestTest(read, nasId),
    notes: row.notes,
    version: row.version,
    changedAt: row.changed_at.toString(),
    changedBy: authorFrom(row),
  }
}

/** The secret of a router, for who may see it. */
export async function secretNow(read: Read, nasId: string): Promise<string> {
  const row = await read.sql
    .selectFrom('network.nas')
    .select(['id', 'secret_sealed'])
    .where('id', '=', nasId)
    .executeTakeFirst()
  if (!row) throw nasNotFound()
  return openSecrets(read, row).secret
}

/** How a router is, in few words: for rooms that explain what happens through it. */
export async function nasHealthOf(
  read: Read,
  nasId: string,
): Promise<Pick<NasRow, 'id' | 'name' | 'health' | 'lastSeenAt'> & { trouble: string | null }> {
  const row = await (
    await rowsOf(read)
  )
    .select('health.trouble')
    .where('nas.id', '=', nasId)
    .executeTakeFirst()
  if (!row) throw nasNotFound()
  const { id, name, health: how, lastSeenAt } = nasRowOf(row)
  return { id, name, health: how, lastSeenAt, trouble: row.trouble }
}

/** A service is limited to so many at most. */
const LIMITED_TO_MAX = 100

/** The routers in service at these sites, to which a service can be limited; none where there are more than it could be. */
export async function routersAt(read: Read, siteIds: readonly string[]): Promise<string[]> {
  const rows = await read.sql
    .selectFrom('network.nas')
    .select('id')
    .where('site_id', '=', anyOf(siteIds))
    .where('archived_at', 'is', null)
    .orderBy('id')
    .limit(LIMITED_TO_MAX + 1)
    .execute()
  return rows.length > LIMITED_TO_MAX ? [] : rows.map(({ id }) => id)
}

import { sql } from 'kysely'
import type { ReplyOf } from '#kernel/endpoint.ts'
import type { Rate } from '#kernel/rate.ts'
import type { Read } from '#platform/tx.ts'
import type { HomeServer, listRealms, Realm } from '../contract/roaming.ts'
import { homeServerNotFound, realmNotFound } from '../refusals.ts'
import { transportOf } from '../rules/roaming-columns.ts'
import { openSecret } from '../store/roaming.ts'

/** More than any provider has agreements with; a bound all the same. */
const ROWS_MAX = 2_000
/** A process that has not written for so long has ended, and what it knew is nobody's knowledge. */
const FRESH_s = 60

/** Realms and servers as the screen shows them. */
export async function realmsNow(read: Read): Promise<ReplyOf<typeof listRealms>> {
  const servers = await serversNow(read)
  const states = new Map(servers.map((server) => [server.id, server]))
  const rows = await realmRows(read)
  const realms = rows.map((row): Realm => ({
    ...{ id: row.id, realm: row.realm, version: row.version, guestRate: rateOf(row) },
    ...{ accounting: accountingOf(row), passes: passesOf(row) },
    servers: row.server_ids.map((id) => {
      const server = states.get(id)
      return { id, name: server?.name ?? '', state: server?.state ?? 'waiting' }
    }),
  }))
  return { realms, servers }
}

export async function realmNow(read: Read, realmId: string): Promise<Realm> {
  const { realms } = await realmsNow(read)
  const realm = realms.find(({ id }) => id === realmId)
  if (!realm) throw realmNotFound()
  return realm
}

export async function homeServerNow(read: Read, serverId: string): Promise<HomeServer> {
  const server = (await serversNow(read)).find(({ id }) => id === serverId)
  if (!server) throw homeServerNotFound()
  return server
}

/** Several processes may ask one server: it is silent when one of them finds it so, because its routers wait. */
async function serversNow(read: Read): Promise<HomeServer[]> {
  const { rows } = await sql<ServerRow>`
    select server.id, server.name, host(server.address) as address, server.auth_port, server.acct_port, server.signed_only,
      server.checked_by, server.version, server.transport, server.tls_name, server.tls_authority, server.tls_identity,
      server.sends_changes,
      array(select realm.realm from access.realm_server at join access.realm realm on realm.id = at.realm_id
             where at.server_id = server.id order by realm.realm) as realms,
      state.dead_since, state.answered_at, state.took_ms, state.asked, state.answered
    from access.home_server server
    left join lateral (
      select min(dead_since) as dead_since, max(answered_at) as answered_at,
        (array_agg(took_ms order by answered_at desc nulls last))[1] as took_ms,
        sum(asked)::bigint as asked, sum(answered)::bigint as answered
      from access.home_state
      where server_id = server.id and looked_at > ${read.now.subtract({ seconds: FRESH_s })}
    ) state on true
    order by server.name_key limit ${ROWS_MAX}`.execute(read.sql)
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, address: row.address, version: row.version },
    ...{ authPort: row.auth_port, acctPort: row.acct_port, signedOnly: row.signed_only },
    checkedBy: row.checked_by === 'waiting' ? 'waiting' : 'status-server',
    ...{ transport: transportOf(row), tlsName: row.tls_name, tlsAuthority: row.tls_authority },
    ...{ tlsIdentity: row.tls_identity, sendsChanges: row.sends_changes },
    realms: row.realms,
    state: stateOf(row),
    silentSince: row.dead_since?.toString() ?? null,
    answeredAt: row.answered_at?.toString() ?? null,
    ...{
      took_ms: row.took_ms,
      asked: Number(row.asked ?? 0n),
      answered: Number(row.answered ?? 0n),
    },
  }))
}

function stateOf(row: ServerRow): HomeServer['state'] {
  if (row.realms.length === 0) return 'unused'
  if (row.dead_since) return 'silent'
  return row.answered_at ? 'alive' : 'waiting'
}

type ServerRow = {
  id: string
  name: string
  address: string
  auth_port: number
  acct_port: number
  signed_only: boolean
  checked_by: string
  transport: string
  tls_name: string | null
  tls_authority: string | null
  tls_identity: string | null
  sends_changes: boolean
  version: number
  realms: string[]
  dead_since: Temporal.Instant | null
  answered_at: Temporal.Instant | null
  took_ms: number | null
  asked: bigint | null
  answered: bigint | null
}

/** Who answers for which realm, with secrets: for whoever forwards. */
export type Roads = {
  readonly servers: readonly HomeRoad[]
  readonly realms: readonly RealmRoad[]
}
export type HomeRoad = {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly authPort: number
  readonly acctPort: number
  readonly secret: string
  readonly signedOnly: boolean
  readonly checkedBy: HomeServer['checkedBy']
  readonly transport: HomeServer['transport']
  readonly tlsName: string | null
  readonly tlsAuthority: string | null
  readonly tlsIdentity: string | null
  readonly sendsChanges: boolean
}
export type RealmRoad = {
  readonly realm: string
  readonly serverIds: readonly string[]
  readonly accounting: Realm['accounting']
  readonly passes: Realm['passes']
  readonly guestRate: Rate | null
}

export async function roadsNow(read: Read): Promise<Roads> {
  const realms = await realmRows(read)
  if (realms.length === 0) return { realms: [], servers: [] }
  const servers = await read.sql
    .selectFrom('access.home_server')
    .select(['id', 'name', 'auth_port', 'acct_port', 'signed_only', 'checked_by', 'secret_sealed'])
    .select(['transport', 'tls_name', 'tls_authority', 'tls_identity', 'sends_changes'])
    .select(sql<string>`host(address)`.as('address'))
    .orderBy('name_key')
    .limit(ROWS_MAX)
    .execute()
  return {
    realms: realms.map((row) => ({
      ...{ realm: row.realm, serverIds: row.server_ids, guestRate: rateOf(row) },
      ...{ accounting: accountingOf(row), passes: passesOf(row) },
    })),
    servers: servers.map((row) => ({
      ...{ id: row.id, name: row.name, address: row.address, secret: openSecret(read, row) },
      ...{ authPort: row.auth_port, acctPort: row.acct_port, signedOnly: row.signed_only },
      checkedBy: row.checked_by === 'waiting' ? 'waiting' : 'status-server',
      ...{ transport: transportOf(row), tlsName: row.tls_name, tlsAuthority: row.tls_authority },
      ...{ tlsIdentity: row.tls_identity, sendsChanges: row.sends_changes },
    })),
  }
}

function realmRows(read: Read) {
  return read.sql
    .selectFrom('access.realm as realm')
    .selectAll()
    .select(
      sql<string[]>`array(select at.server_id from access.realm_server at
        where at.realm_id = realm.id order by at.turn)`.as('server_ids'),
    )
    .orderBy('realm.realm')
    .limit(ROWS_MAX)
    .execute()
}

type Row = Awaited<ReturnType<typeof realmRows>>[number]

function rateOf({ guest_down_bps, guest_up_bps }: Row): Rate | null {
  if (guest_down_bps === null || guest_up_bps === null) return null
  return { down_bps: Number(guest_down_bps), up_bps: Number(guest_up_bps) }
}

function accountingOf({ accounting }: Row): Realm['accounting'] {
  return accounting === 'keep' ? 'keep' : 'forward'
}

function passesOf({ passes }: Row): Realm['passes'] {
  return passes === 'all' ? 'all' : 'session'
}

import { sql, type Insertable } from 'kysely'
import type { AccessHomeServer, AccessRealm } from '#platform/database.ts'
import type { Read, Tx } from '#platform/tx.ts'
import type { FieldAddress } from '#platform/vault.ts'
import { homeServerNotFound, realmNotFound } from '../refusals.ts'
import { authorOf } from '../rules/author.ts'

type Stamped = 'version' | 'changed_at' | 'by_kind' | 'by_id'
type ServerColumns = Omit<Insertable<AccessHomeServer>, Stamped | 'name_key' | 'secret_sealed'>
type RealmColumns = Omit<Insertable<AccessRealm>, Stamped>

/** Where the secret that we share with a home server is sealed. */
function secretOf(id: string): FieldAddress {
  return { table: 'access.home_server', column: 'secret_sealed', row: id }
}

export function openSecret(read: Pick<Read, 'vault'>, row: { id: string; secret_sealed: string }) {
  return read.vault.open(secretOf(row.id), row.secret_sealed)
}

const nextVersion = sql<number>`version + 1`

function stamp(tx: Tx) {
  return { changed_at: tx.now, ...authorOf(tx.actor) }
}

function nameKey(name: string): string {
  return name.toLowerCase()
}

// ───────────────────────────────────────────── home servers

export async function lockHomeServer(tx: Tx, id: string) {
  const row = await tx.sql
    .selectFrom('access.home_server')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw homeServerNotFound()
  return row
}

/** How many of these there are; they stay until the end of this unit. */
export async function countHomeServers(tx: Tx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const rows = await tx.sql
    .selectFrom('access.home_server')
    .select('id')
    .where('id', 'in', ids)
    .forShare()
    .execute()
  return rows.length
}

/** False when another one has the name. */
export async function insertHomeServer(
  tx: Tx,
  columns: ServerColumns,
  secret: string,
): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('access.home_server')
    .values({
      ...{ ...columns, name_key: nameKey(columns.name), version: 1, ...stamp(tx) },
      secret_sealed: tx.vault.seal(secretOf(columns.id), secret),
    })
    .onConflict((taken) => taken.column('name_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** False when another one has the name. The secret stays unless one is given. */
export async function updateHomeServer(
  tx: Tx,
  { id, ...columns }: ServerColumns,
  secret: string | undefined,
): Promise<boolean> {
  const other = await tx.sql
    .selectFrom('access.home_server')
    .select('id')
    .where('name_key', '=', nameKey(columns.name))
    .where('id', '<>', id)
    .executeTakeFirst()
  if (other) return false
  await tx.sql
    .updateTable('access.home_server')
    .set({
      ...{ ...columns, name_key: nameKey(columns.name), version: nextVersion, ...stamp(tx) },
      ...(secret !== undefined && { secret_sealed: tx.vault.seal(secretOf(id), secret) }),
    })
    .where('id', '=', id)
    .execute()
  return true
}

export async function deleteHomeServer(tx: Tx, id: string): Promise<void> {
  await tx.sql.deleteFrom('access.home_server').where('id', '=', id).execute()
}

// ───────────────────────────────────────────── realms

export async function lockRealm(tx: Tx, id: string) {
  const row = await tx.sql
    .selectFrom('access.realm')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw realmNotFound()
  return row
}

/** False when there is an entry for it already. */
export async function insertRealm(
  tx: Tx,
  columns: RealmColumns,
  serverIds: readonly string[],
): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('access.realm')
    .values({ ...columns, version: 1, ...stamp(tx) })
    .onConflict((taken) => taken.column('realm').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return false
  await putServers(tx, columns.id, serverIds)
  return true
}

/** False when there is another entry for it. */
export async function updateRealm(
  tx: Tx,
  { id, ...columns }: RealmColumns,
  serverIds: readonly string[],
): Promise<boolean> {
  const other = await tx.sql
    .selectFrom('access.realm')
    .select('id')
    .where('realm', '=', columns.realm)
    .where('id', '<>', id)
    .executeTakeFirst()
  if (other) return false
  await tx.sql
    .updateTable('access.realm')
    .set({ ...columns, version: nextVersion, ...stamp(tx) })
    .where('id', '=', id)
    .execute()
  await tx.sql.deleteFrom('access.realm_server').where('realm_id', '=', id).execute()
  await putServers(tx, id, serverIds)
  return true
}

export async function deleteRealm(tx: Tx, id: string): Promise<void> {
  await tx.sql.deleteFrom('access.realm').where('id', '=', id).execute()
}

async function putServers(tx: Tx, realmId: string, serverIds: readonly string[]): Promise<void> {
  if (serverIds.length === 0) return
  const rows = serverIds.map((server_id, turn) => ({ realm_id: realmId, turn, server_id }))
  await tx.sql.insertInto('access.realm_server').values(rows).execute()
}

// ───────────────────────────────────────────── what became of asking them

export type HomeState = {
  readonly serverId: string
  readonly deadSince_ms: number | null
  readonly asked: number
  readonly answered: number
  readonly answeredAt_ms: number | null
  readonly took_ms: number | null
}

/** States of one process; those of processes that have ended are forgotten. A server that was removed meanwhile has none. */
export async function putHomeStates(
  tx: Tx,
  process: string,
  states: readonly HomeState[],
): Promise<void> {
  await sql`
    insert into access.home_state (server_id, process, dead_since, asked, answered, answered_at, took_ms, looked_at)
    select server.id, ${process}, to_timestamp("deadSince_ms" / 1000), asked, answered,
      to_timestamp("answeredAt_ms" / 1000), took_ms, ${tx.now}::timestamptz
    from json_to_recordset(${JSON.stringify(states)}::json) as r("serverId" uuid, "deadSince_ms" float8, asked bigint,
      answered bigint, "answeredAt_ms" float8, took_ms int)
    join access.home_server server on server.id = r."serverId"
    order by server.id
    on conflict (server_id, process) do update set dead_since = excluded.dead_since, asked = excluded.asked,
      answered = excluded.answered, answered_at = excluded.answered_at, took_ms = excluded.took_ms,
      looked_at = excluded.looked_at
  `.execute(tx.sql)
  await sql`delete from access.home_state where looked_at < ${tx.now.subtract({ minutes: 2 })}`.execute(
    tx.sql,
  )
}

import { sql, type Insertable, type Updateable } from 'kysely'
import { z } from 'zod'
import type { NetworkNas } from '#platform/database.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { nasNotFound } from '../refusals.ts'
import { authorOf } from '../rules/author.ts'

/** The moment and the author of this unit, as every table of ours keeps them. */
export function stamp(tx: Tx) {
  return { changed_at: tx.now, ...authorOf(tx.actor) }
}

export const nextVersion = sql<number>`version + 1`

// ───────────────────────────────────────────── what is sealed of a router

type Sealed =
  | 'secret_sealed'
  | 'old_secret_sealed'
  | 'api_login_sealed'
  | 'tunnel_key_sealed'
  | 'tls_key_sealed'

const addressOf = (column: Sealed, row: string) => ({ table: 'network.nas', column, row })

export const apiLogin = z.object({ name: z.string(), password: z.string() })
export type ApiLogin = z.infer<typeof apiLogin>

/** The secrets of a router as the tables keep them; only what is named is changed. */
export type Secrets = {
  secret?: string
  oldSecret?: string | null
  apiLogin?: ApiLogin | null
  tunnelKey?: string | null
  tlsKey?: string | null
}

function sealSecrets(
  tx: Tx,
  nasId: string,
  { secret, oldSecret, apiLogin: login, tunnelKey, tlsKey }: Secrets,
) {
  const seal = (column: Sealed, text: string | null) =>
    text === null ? null : tx.vault.seal(addressOf(column, nasId), text)
  return {
    ...(secret !== undefined && {
      secret_sealed: tx.vault.seal(addressOf('secret_sealed', nasId), secret),
    }),
    ...(oldSecret !== undefined && { old_secret_sealed: seal('old_secret_sealed', oldSecret) }),
    ...(login !== undefined && {
      api_login_sealed: login && tx.vault.sealJson(addressOf('api_login_sealed', nasId), login),
    }),
    ...(tunnelKey !== undefined && { tunnel_key_sealed: seal('tunnel_key_sealed', tunnelKey) }),
    ...(tlsKey !== undefined && { tls_key_sealed: seal('tls_key_sealed', tlsKey) }),
  }
}

type SealedRow = { id: string } & Partial<Record<Sealed, string | null>>

/** Opens what a row has of its secrets. */
export function openSecrets(read: Pick<Read, 'vault'>, row: SealedRow) {
  const open = (column: Sealed) => {
    const sealed = row[column]
    return sealed ? read.vault.open(addressOf(column, row.id), sealed) : null
  }
  const login = row.api_login_sealed
  return {
    secret: open('secret_sealed') ?? '',
    oldSecret: open('old_secret_sealed'),
    tunnelKey: open('tunnel_key_sealed'),
    tlsKey: open('tls_key_sealed'),
    apiLogin: login
      ? apiLogin.parse(read.vault.openJson(addressOf('api_login_sealed', row.id), login))
      : null,
  }
}

// ───────────────────────────────────────────── routers

type Columns = Omit<
  Insertable<NetworkNas>,
  `${string}_sealed` | 'version' | 'changed_at' | 'by_kind' | 'by_id' | 'added_at' | 'name_key'
>

/** Locks a router; the caller's sites were looked at when the call came in, so this only finds it. */
export async function lockNas(tx: Tx, nasId: string) {
  const row = await tx.sql
    .selectFrom('network.nas')
    .selectAll()
    .where('id', '=', nasId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw nasNotFound()
  return row
}

/** Which of what is unique among routers in service is taken, and by which other router. */
export async function takenFromNas(
  tx: Tx,
  wanted: { nasId: string; name: string; addresses: readonly string[] },
) {
  // Two that want the same stand in line here, so that the second is told by name who was first.
  await sql`select pg_advisory_xact_lock(hashtextextended('network.nas', 0))`.execute(tx.sql)
  return tx.sql
    .selectFrom('network.nas')
    .select(['id', 'name'])
    .select(sql<boolean>`name_key = ${nameKey(wanted.name)}`.as('same_name'))
    .where('id', '<>', wanted.nasId)
    .where(
      sql<boolean>`(name_key = ${nameKey(wanted.name)} or (archived_at is null
        and (address = any(${wanted.addresses}::inet[]) or tunnel_address = any(${wanted.addresses}::inet[]))))`,
    )
    .limit(1)
    .executeTakeFirst()
}

export async function insertNas(tx: Tx, columns: Columns, secrets: Secrets & { secret: string }) {
  await tx.sql
    .insertInto('network.nas')
    .values({
      ...columns,
      name_key: nameKey(columns.name),
      secret_sealed: '',
      ...sealSecrets(tx, columns.id, secrets),
      added_at: tx.now,
      ...stamp(tx),
      version: 1,
    })
    .execute()
}

export async function updateNas(
  tx: Tx,
  nasId: string,
  columns: Updateable<Columns>,
  secrets: Secrets = {},
) {
  await tx.sql
    .updateTable('network.nas')
    .set({
      ...columns,
      ...(typeof columns.name === 'string' && { name_key: nameKey(columns.name) }),
      ...sealSecrets(tx, nasId, secrets),
      ...stamp(tx),
      version: nextVersion,
    })
    .where('id', '=', nasId)
    .execute()
}

/** Two routers that differ only in case or blanks would be taken for one another. */
export function nameKey(name: string): string {
  return name.trim().replaceAll(/\s+/g, ' ').toLowerCase()
}

/** The lowest address of a network that no router in service has, but for the first, which is our own end. */
export async function freeTunnelAddress(
  tx: Tx,
  network: { first: string; last: string },
): Promise<string | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended('network.tunnel-address', 0))`.execute(
    tx.sql,
  )
  const found = await sql<{ address: string }>`
    select host(candidate) as address from (
      select ${network.first}::inet + 2 as candidate
      union all
      select tunnel_address + 1 from network.nas
      where archived_at is null and tunnel_address >= ${network.first}::inet + 2
    ) candidates
    where candidate < ${network.last}::inet
      and not exists (select from network.nas where tunnel_address = candidate and archived_at is null)
    order by candidate limit 1`.execute(tx.sql)
  return found.rows[0]?.address
}

// ───────────────────────────────────────────── what is heard of them

export type NasHeard = {
  readonly nasId: string
  readonly authorizedAt?: Temporal.Instant | undefined
  readonly accountedAt?: Temporal.Instant | undefined
  readonly confirmedAt?: Temporal.Instant | undefined
  /** A request with a right Message-Authenticator came. */
  readonly signedAt?: Temporal.Instant | undefined
  readonly sessions?: number | undefined
  readonly software?: string | undefined
  readonly trouble?: { readonly what: string; readonly at: Temporal.Instant } | undefined
}

/** Keeps the later of what is known and what is told, per router; the first signed request stays the first. */
export async function putHeard(tx: Tx, heard: readonly NasHeard[]) {
  const column = <T>(pick: (one: NasHeard) => T | undefined) =>
    heard.map((one) => pick(one) ?? null)
  await sql`
    insert into network.nas_health as known
      (nas_id, authorized_at, accounted_at, confirmed_at, signed_at, sessions, software, trouble, trouble_at, changed_at)
    select told.*, ${tx.now}::timestamptz from unnest(
      ${column((one) => one.nasId)}::uuid[], ${column((one) => one.authorizedAt)}::timestamptz[],
      ${column((one) => one.accountedAt)}::timestamptz[], ${column((one) => one.confirmedAt)}::timestamptz[],
      ${column((one) => one.signedAt)}::timestamptz[], ${column((one) => one.sessions)}::integer[],
      ${column((one) => one.software)}::text[], ${column((one) => one.trouble?.what)}::text[],
      ${column((one) => one.trouble?.at)}::timestamptz[]
    ) as told (nas_id, authorized_at, accounted_at, confirmed_at, signed_at, sessions, software, trouble, trouble_at)
    where exists (select from network.nas where nas.id = told.nas_id)
    order by told.nas_id
    on conflict (nas_id) do update set
      authorized_at = greatest(known.authorized_at, excluded.authorized_at),
      accounted_at = greatest(known.accounted_at, excluded.accounted_at),
      confirmed_at = greatest(known.confirmed_at, excluded.confirmed_at),
      signed_at = least(known.signed_at, excluded.signed_at),
      sessions = coalesce(excluded.sessions, known.sessions),
      software = coalesce(excluded.software, known.software),
      trouble = case when excluded.trouble_at >= coalesce(known.trouble_at, '-infinity') then excluded.trouble else known.trouble end,
      trouble_at = greatest(known.trouble_at, excluded.trouble_at),
      changed_at = excluded.changed_at`.execute(tx.sql)
}

export async function insertTest(tx: Tx, test: { id: string; nas_id: string }) {
  await tx.sql
    .insertInto('network.nas_test')
    .values({ ...test, asked_at: tx.now })
    .execute()
}

export async function putTestOutcome(
  tx: Tx,
  testId: string,
  outcome: { outcome: string; took_ms: number | null; said: string | null },
) {
  await tx.sql
    .updateTable('network.nas_test')
    .set({ answered_at: tx.now, outcome: JSON.stringify(outcome) })
    .where('id', '=', testId)
    .execute()
}

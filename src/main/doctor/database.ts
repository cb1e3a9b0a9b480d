import pg from 'pg'
import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { findKeys } from '#platform/keys.ts'
import { Trouble } from '#platform/trouble.ts'
import { missingMigrations } from '../schema-state.ts'
import { bad, type Finding, good, worrying } from './check.ts'

const OLDEST_SERVER = 15
const WORRYING_CLOCK_s = 2
const BAD_CLOCK_s = 30

/** Everything about the database, as far as it can be reached. */
export async function checkDatabase(url: string, config: Config, clock: Clock): Promise<Finding[]> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'kasi doctor',
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    return [unreachable(error, url)]
  }
  try {
    return [
      await checkServer(client),
      await checkRights(client),
      await checkClock(client, clock),
      await checkSchema(url),
      await checkSearch(client),
      await checkSeals(client, config),
      ...(await checkAnswering(client)),
    ]
  } finally {
    await client.end()
  }
}

function unreachable(error: unknown, url: string): Finding {
  const { host, pathname } = new URL(url)
  const said = error instanceof Error && error.message !== '' ? error.message : 'no answer'
  const todo = /password|authentication|no pg_hba/.test(said)
    ? 'Check the name and the password in DATABASE_URL, and pg_hba.conf on the server.'
    : /does not exist/.test(said)
      ? 'Make the role and the database that DATABASE_URL names: create role …; create database … owner …'
      : 'Check that the server runs, that DATABASE_URL names it, and that no firewall is between.'
  return bad('database', `${host}${pathname} cannot be reached: ${said}.`, todo)
}

async function checkServer(client: pg.Client): Promise<Finding> {
  const [server] = await ask<{
    version: string
    encoding: string
    standby: boolean
    readonly: string
  }>(
    client,
    `select current_setting('server_version') as version, pg_is_in_recovery() as standby, current_setting('server_encoding') as encoding,
            current_setting('default_transaction_read_only') as readonly`,
  )
  const said = `PostgreSQL ${server?.version}`
  if (Number.parseInt(server?.version ?? '', 10) < OLDEST_SERVER) {
    return bad(
      'database',
      `${said} is too old.`,
      `Kasi needs PostgreSQL ${OLDEST_SERVER} or newer: upgrade the server, or leave DATABASE_URL unset.`,
    )
  }
  if (server?.encoding !== 'UTF8') {
    return bad(
      'database',
      `${said}, but its text is ${server?.encoding} and not UTF8.`,
      "Make the database anew: create database … encoding 'UTF8' template template0",
    )
  }
  if (server.standby || server.readonly === 'on') {
    return bad(
      'database',
      `${said}, but it is read-only.`,
      'Point DATABASE_URL at the primary server, or let it write.',
    )
  }
  return good('database', `${said} answers and takes writes`)
}

async function checkRights(client: pg.Client): Promise<Finding> {
  const [may] = await ask<{
    name: string
    database: string
    create: boolean
    temporary: boolean
    super: boolean
  }>(
    client,
    `select current_user as name, current_database() as database,
            has_database_privilege(current_database(), 'create') as create,
            has_database_privilege(current_database(), 'temporary') as temporary,
            (select rolsuper from pg_roles where rolname = current_user) as super`,
  )
  if (!may?.create || !may.temporary) {
    return bad(
      'rights',
      `The role ${may?.name} may not make schemas in ${may?.database}.`,
      `As its owner run: alter database "${may?.database}" owner to "${may?.name}"`,
    )
  }
  if (may.super)
    return worrying(
      'rights',
      `The role ${may.name} is a superuser, which Kasi does not need.`,
      'Give Kasi a role of its own that owns the database.',
    )
  return good('rights', `${may.name} may do in ${may.database} what Kasi needs`)
}

/** A transaction's moment comes from here, timestamps of the queue from there: they must agree. */
async function checkClock(client: pg.Client, clock: Clock): Promise<Finding> {
  const before = clock.now().epochMilliseconds
  const [there] = await ask<{ ms: string }>(
    client,
    'select extract(epoch from clock_timestamp()) * 1000 as ms',
  )
  const after = clock.now().epochMilliseconds
  const off_s = Math.abs(Number(there?.ms) - (before + after) / 2) / 1000
  const said = `This machine and the database differ by ${off_s < 0.1 ? 'less than 0.1' : off_s.toFixed(1)} s`
  const todo =
    'Let both follow the same time (timedatectl set-ntp true): jobs would run early or late, and codes would be refused.'
  if (off_s > BAD_CLOCK_s) return bad('clock', `${said}.`, todo)
  return off_s > WORRYING_CLOCK_s ? worrying('clock', `${said}.`, todo) : good('clock', said)
}

async function checkSchema(url: string): Promise<Finding> {
  try {
    const missing = await missingMigrations(url)
    if (missing.length === 0) return good('schema', 'up to date')
    return worrying(
      'schema',
      `${missing.length} migrations are to be applied.`,
      'Make a backup (kasi backup FILE), then run: kasi migrate',
    )
  } catch (error) {
    if (error instanceof Trouble) return bad('schema', error.message, error.todo)
    throw error
  }
}

/** Lists are searched by any part of a text, which only pg_trgm can index. */
async function checkSearch(client: pg.Client): Promise<Finding> {
  const [made] = await ask<{ known: boolean }>(
    client,
    "select to_regclass('platform.searched') is not null as known",
  )
  const slow = made?.known
    ? await ask<{ table_name: string }>(
        client,
        "select table_name from platform.searched where to_regclass(table_name || '_search') is null",
      )
    : []
  if (slow.length === 0) return good('search', 'lists are searched by index')
  return worrying(
    'search',
    `Searching ${slow.map(({ table_name }) => table_name).join(', ')} looks at every row.`,
    'Install the extension pg_trgm on the server (Debian: apt install postgresql-contrib), then run: kasi migrate',
  )
}

/** The keys that this database is sealed with must be among ours. */
async function checkSeals(client: pg.Client, config: Config): Promise<Finding> {
  const [made] = await ask<{ known: boolean }>(
    client,
    "select to_regclass('platform.data_key') is not null as known",
  )
  const used = made?.known
    ? await ask<{ kek: string }>(
        client,
        "select distinct kek from platform.data_key where state <> 'retired'",
      )
    : []
  if (used.length === 0) return good('seals', 'nothing is sealed yet')
  const held = heldKeys(config)
  const missing = used.filter(({ kek }) => !held.includes(kek)).map(({ kek }) => kek)
  if (missing.length === 0) return good('seals', 'our keys open what this database holds')
  return bad(
    'seals',
    `This database is sealed with ${missing.join(', ')}, which we do not hold.`,
    'Give Kasi the keys of this database (KASI_KEYS_FILE or KASI_KEYS), or the database of these keys.',
  )
}

/** Whether routers are answered, by whichever machine, as those who answer say themselves. */
async function checkAnswering(client: pg.Client): Promise<Finding[]> {
  const [made] = await ask<{ known: boolean }>(
    client,
    "select to_regclass('access.answering') is not null as known",
  )
  if (!made?.known) return []
  const rows = await ask<{ at: string; trouble: string | null; is_here: boolean }>(
    client,
    `select host || ':' || auth_port as at, trouble, seen_at > now() - interval '45 seconds' as is_here
       from access.answering order by seen_at desc`,
  )
  const here = rows.filter(({ trouble, is_here }) => trouble === null && is_here)
  const failed = rows.find(({ trouble }) => trouble !== null)
  if (here.length > 0)
    return [good('answering', `routers are answered at ${here.map(({ at }) => at).join(', ')}`)]
  if (!failed) return []
  return [
    worrying(
      'answering',
      `Nobody answers routers. A process that was to could not: ${failed.trouble}.`,
      'Put that right, then start it again: kasi serve --roles radius',
    ),
  ]
}

function heldKeys(config: Config): readonly string[] {
  try {
    return findKeys(config)?.ids ?? []
  } catch {
    return []
  }
}

async function ask<R extends object>(client: pg.Client, sql: string): Promise<R[]> {
  const { rows } = await client.query<R>(sql)
  return rows
}

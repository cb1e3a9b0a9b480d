import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { runMigrations as migrateQueue, Logger } from 'graphile-worker'
import pg from 'pg'
import { classifyDatabaseError, DatabaseFault } from '#platform/database-fault.ts'
import { guardAgainstLostConnections } from '#platform/db.ts'
import { ROOT } from '#platform/root.ts'
import { Trouble } from '#platform/trouble.ts'

const SRC = join(ROOT, 'src')
const OLDEST_SERVER = 15
/** Any number that no other program would take as its advisory lock. */
const MIGRATION_LOCK = 4_519_310_227

export type Migration = {
  readonly number: number
  readonly name: string
  readonly sha256: string
  readonly text: string
}

type Applied = Pick<Migration, 'number' | 'name' | 'sha256'>

/** Every migration in the source, platform and rooms, in the order of their global numbers. */
export function collectMigrations(source = SRC): Migration[] {
  const files = globSync(['platform/migrations/*', 'modules/*/migrations/*'], { cwd: source })
  const found = files.map((file) => readMigration(join(source, file)))
  const migrations = found.toSorted((a, b) => a.number - b.number)
  for (const [i, migration] of migrations.entries()) {
    const before = migrations[i - 1]
    if (before?.number === migration.number) {
      throw new Trouble(
        `Two migrations have the number ${padded(migration)}: ${before.name} and ${migration.name}.`,
        'Give the newer one the next free number.',
      )
    }
  }
  return migrations
}

function readMigration(path: string): Migration {
  const match = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(basename(path))
  if (!match?.[1] || !match[2]) {
    throw new Trouble(
      `${path} is not named like a migration.`,
      'Name it NNNN_what_it_does.sql, with the next free number.',
    )
  }
  const text = readFileSync(path, 'utf8')
  const sha256 = createHash('sha256').update(text).digest('hex')
  return { number: Number(match[1]), name: match[2], sha256, text }
}

/**
 * Brings the database to the code's schema, the queue's included. Safe when several processes start at
 * once: the others wait and find nothing left to do. Each file is one transaction, so a failure leaves
 * the files before it applied and the failed one not at all.
 */
export async function migrate(options: {
  readonly url: string
  readonly migrations?: readonly Migration[]
  readonly log?: (line: string) => void
  /** How long to wait for another process that is migrating. */
  readonly wait_s?: number
}): Promise<{ applied: Migration[] }> {
  const { url, migrations = collectMigrations(), log = () => undefined, wait_s = 120 } = options
  const client = new pg.Client({
    connectionString: url,
    application_name: 'kasi migrate',
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await refuseUnfit(client)
    await lock(client, wait_s)
    await migrateTheQueue(url)
    const applied = await applyMissing(client, migrations, log)
    await indexSearches(client, log)
    return { applied }
  } catch (error) {
    throw inWords(error)
  } finally {
    // Ending the session also gives the advisory lock back.
    await client.end().catch(() => undefined)
  }
}

async function refuseUnfit(client: pg.Client) {
  const { rows } = await client.query<{ version: string; readonly: string; standby: boolean }>(
    `select current_setting('server_version') as version, current_setting('transaction_read_only') as readonly,
            pg_is_in_recovery() as standby`,
  )
  const server = rows[0]
  if (!server) throw new Error('PostgreSQL answered nothing about itself')
  judgeServer({ ...server, isReadOnly: server.readonly === 'on' })
}

/** Throws, in words, when this server can hold no Kasi. */
export function judgeServer(server: {
  version: string
  isReadOnly: boolean
  standby: boolean
}): void {
  if (Number.parseInt(server.version, 10) < OLDEST_SERVER) {
    throw new Trouble(
      `The database server is PostgreSQL ${server.version}; Kasi needs ${OLDEST_SERVER} or newer.`,
      `Upgrade the server, point DATABASE_URL at a newer one, or leave DATABASE_URL unset to use the one that comes with Kasi.`,
    )
  }
  if (server.standby || server.isReadOnly) throw readOnly(server.standby)
}

function readOnly(standby: boolean): Trouble {
  return standby
    ? new Trouble(
        'The database is a read-only standby, so it cannot be migrated.',
        'Point DATABASE_URL at the primary server.',
      )
    : new Trouble(
        'The database is read-only (default_transaction_read_only), so it cannot be migrated.',
        'Ask its keeper to allow writes, or point DATABASE_URL at one that does.',
      )
}

async function lock(client: pg.Client, wait_s: number) {
  await client.query(`set lock_timeout = '${wait_s}s'`)
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
  } catch (error) {
    const fault = classifyDatabaseError(error)
    if (!(fault instanceof DatabaseFault) || fault.kind !== 'slow') throw error
    throw new Trouble(
      `Another process has been migrating this database for more than ${wait_s} s.`,
      'Wait until it is done, or find it in pg_stat_activity as "kasi migrate" and see what it waits for.',
      { cause: error },
    )
  }
  await client.query(`set lock_timeout = '5s'`)
}

/** graphile-worker keeps its own list of migrations; it reads dates, so it gets a pool with pg's own parsers. */
async function migrateTheQueue(url: string) {
  const pgPool = new pg.Pool({
    connectionString: url,
    max: 1,
    application_name: 'kasi migrate',
    options: '-c lock_timeout=5s',
  })
  guardAgainstLostConnections(pgPool)
  try {
    await migrateQueue({ pgPool, logger: new Logger(() => () => undefined) })
  } finally {
    await pgPool.end()
  }
}

async function applyMissing(
  client: pg.Client,
  migrations: readonly Migration[],
  log: (line: string) => void,
) {
  await client.query(`
    create schema if not exists platform;
    create table if not exists platform.migration (
      number integer primary key,
      name text not null,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`)
  const { rows } = await client.query<Applied>(
    'select number, name, sha256 from platform.migration order by number',
  )
  const missing = decideMissing(migrations, rows)
  for (const migration of missing) {
    await apply(client, migration)
    log(`Migrated ${padded(migration)}_${migration.name}`)
  }
  return missing
}

/** Also where nothing was migrated: pg_trgm may have been installed since. */
async function indexSearches(client: pg.Client, log: (line: string) => void) {
  const { rows: known } = await client.query(
    `select from pg_proc where oid = to_regprocedure('platform.index_searches()')`,
  )
  if (known.length === 0) return
  const { rows } = await client.query<{ missing: number }>(
    'select platform.index_searches() as missing',
  )
  const missing = rows[0]?.missing ?? 0
  if (missing > 0) log(`${missing} lists are searched without an index: see kasi doctor`)
}

/** What is still to be applied; throws where code and database tell different histories. */
export function decideMissing(
  migrations: readonly Migration[],
  applied: readonly Applied[],
): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.number, migration]))
  const newest = migrations.at(-1)?.number ?? 0
  for (const row of applied) {
    const migration = known.get(row.number)
    if (!migration && row.number > newest) throw newer(row, newest)
    if (!migration) {
      throw new Trouble(
        `The database has migration ${padded(row)}_${row.name}, which this copy of Kasi does not.`,
        'Run the copy of Kasi that migrated it, or restore a backup made before.',
      )
    }
    if (migration.sha256 !== row.sha256) {
      throw new Trouble(
        `Migration ${padded(row)}_${migration.name} was changed after it had been applied to this database.`,
        'Put the file back as it was and write what you want to change as a new migration.',
      )
    }
  }
  const last = applied.at(-1)?.number ?? 0
  const missing = migrations.filter(
    (migration) => !applied.some((row) => row.number === migration.number),
  )
  const late = missing.find((migration) => migration.number < last)
  if (late) {
    throw new Trouble(
      `Migration ${padded(late)}_${late.name} comes after ${String(last).padStart(4, '0')} was applied; the order would differ from other databases.`,
      'Give it the next free number.',
    )
  }
  return missing
}

function newer(row: Applied, newest: number): Trouble {
  return new Trouble(
    `The database is newer than this copy of Kasi: it has migration ${padded(row)}_${row.name}, the code ends at ${String(newest).padStart(4, '0')}.`,
    'Start the newer Kasi that migrated it, or restore a backup made before the upgrade.',
  )
}

async function apply(client: pg.Client, migration: Migration) {
  await client.query('begin')
  try {
    await client.query(migration.text)
    await client.query(
      'insert into platform.migration (number, name, sha256) values ($1, $2, $3)',
      [migration.number, migration.name, migration.sha256],
    )
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback').catch(() => undefined)
    throw new Error(`Migration ${padded(migration)}_${migration.name} failed and was undone`, {
      cause,
    })
  }
}

function padded(migration: { number: number }): string {
  return String(migration.number).padStart(4, '0')
}

/** The errors that a person can put right, in words; the rest as they are. */
function inWords(error: unknown): unknown {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  const fault = classifyDatabaseError(cause)
  if (!(fault instanceof DatabaseFault)) return error
  const said = cause instanceof Error ? cause.message : String(cause)
  switch (fault.kind) {
    case 'gone':
      return new Trouble(
        `The database cannot be reached: ${said}`,
        'Check DATABASE_URL, and that the server runs and is reachable from here.',
        { cause: error },
      )
    case 'read-only':
      return readOnly(false)
    case 'slow':
      return new Trouble(
        `${error instanceof Error ? error.message : 'A migration'}: it waited more than 5 s for a lock.`,
        'Something holds the table: see pg_stat_activity for long transactions, then start again. Nothing was changed.',
        { cause: error },
      )
  }
}

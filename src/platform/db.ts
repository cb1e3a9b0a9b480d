import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import pg from 'pg'
import type { DB } from '#platform/database.ts'
import { isOutdatedStatement } from '#platform/database-fault.ts'
import { ourTypes } from '#platform/pg-types.ts'

/** One process's door to PostgreSQL. */
export type Database = {
  readonly url: string
  readonly sql: Kysely<DB>
  /** For single statements that only look, on connections that refuse to write; see `Units.glance`. */
  readonly glances: Kysely<DB>
  /** For single statements that write, the same ones again and again; see `Units.stroke`. */
  readonly strokes: Kysely<DB>
  readonly pool: pg.Pool
  close(): Promise<void>
}

export type DatabaseOptions = {
  readonly url: string
  /** Shown in `pg_stat_activity`: `kasi api`, `kasi worker`. */
  readonly name: string
  /** Most connections at once; further work waits for one, up to `wait_ms`. */
  readonly connections?: number
  readonly wait_ms?: number
  /** The longest that one statement may run, and may wait for a lock. */
  readonly statement_ms?: number
  readonly lock_ms?: number
  /** Told about connections that broke while nobody used them. The pool replaces them by itself. */
  readonly onLost?: (error: Error) => void
}

/**
 * Opens a bounded pool. Nothing is connected yet, so this never fails; the first query does, when the
 * database is gone. After an outage the pool connects again on the next query, without help.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool(poolConfig(options))
  guardAgainstLostConnections(pool, options.onLost)
  const isOften = (text: string) => text.includes(OFTEN)
  const sql = new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparing(pool, isOften) }) })
  const glances = openGlances(options)
  const strokes = openStrokes(options)
  const close = async () => {
    await Promise.all([sql.destroy(), glances.destroy(), strokes.destroy()])
  }
  return { url: options.url, sql, glances, strokes, pool, close }
}

/** Statements that one connection keeps prepared; lists and their filters make a few hundred at most. */
const PREPARED_MAX = 300

/**
 * Stands in a statement that units run many times a second, which then stays prepared: of a small batch of accounting, parsing and
 * planning were a third of PostgreSQL's work. Only for statements whose plan does not hang on what they are given.
 */
const OFTEN = '/* often */'

/** Connections without transactions: read-only by themselves, with statements kept prepared. */
function openGlances(options: DatabaseOptions): Kysely<DB> {
  const config = poolConfig(options)
  const pool = new pg.Pool({
    ...config,
    options: `${config.options} -c default_transaction_read_only=on`,
  })
  guardAgainstLostConnections(pool, options.onLost)
  // How to search is decided by what is searched for, so such a statement is planned each time.
  const isKept = (text: string) => !text.includes(' ilike ')
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparing(pool, isKept) }) })
}

/**
 * Connections without transactions, for few statements that are sent many times a second. Their plan is made once: left to itself, PostgreSQL
 * finds that one made for the very lists that it was given is cheaper, and makes it each time, which costs as much as twenty rows.
 */
function openStrokes(options: DatabaseOptions): Kysely<DB> {
  const config = poolConfig(options)
  const pool = new pg.Pool({
    ...config,
    max: STROKES_MAX,
    options: `${config.options} -c plan_cache_mode=force_generic_plan`,
  })
  guardAgainstLostConnections(pool, options.onLost)
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparing(pool, () => true) }) })
}

/** Side by side; who sends more of them waits. */
const STROKES_MAX = 4

/** A pool whose connections keep some statements prepared. Kysely also knows cursors, which nobody here has a use for. */
function preparing(pool: pg.Pool, isKept: (text: string) => boolean): PostgresPool {
  const names = new Map<string, string>()
  let named = 0
  const nameOf = (text: string) => {
    if (!isKept(text)) return undefined
    if (!names.has(text) && names.size < PREPARED_MAX) names.set(text, `kept_${named++}`)
    return names.get(text)
  }
  const connect = async () => {
    const client = await pool.connect()
    return {
      query: async (text: string, values: readonly unknown[]) => {
        const name = nameOf(text)
        const prepared = { text, values: [...values], ...(name !== undefined && { name }) }
        try {
          return await client.query(prepared)
        } catch (error) {
          // Next time it is made anew, on each connection.
          if (isOutdatedStatement(error) && names.get(text) === name) names.delete(text)
          throw error
        }
      },
      release: (error?: Error | boolean) => client.release(error),
    }
  }
  return { connect, end: () => pool.end() } as unknown as PostgresPool
}

function poolConfig(options: DatabaseOptions): pg.PoolConfig {
  const statement_ms = options.statement_ms ?? 30_000
  return {
    connectionString: options.url,
    application_name: options.name,
    max: options.connections ?? 10,
    connectionTimeoutMillis: options.wait_ms ?? 5_000,
    // Each takes 10 MB of the machine. Those used last are used first, so the ones that load needs stay.
    idleTimeoutMillis: 15_000,
    keepAlive: true,
    statement_timeout: statement_ms,
    lock_timeout: options.lock_ms ?? 10_000,
    // A bug that holds a transaction across a call to the world must not hold its locks for long.
    idle_in_transaction_session_timeout: 60_000,
    // PostgreSQL's own timeout does not help when the network swallows the answer.
    query_timeout: statement_ms + 5_000,
    // Prepared statements are planned for any number of rows: compiling one, as a PostgreSQL of somebody's own would, costs more than it does.
    options: '-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601 -c jit=off',
    types: ourTypes,
  }
}

/**
 * Without a listener, Node ends the process when a connection breaks: the pool listens only while a
 * connection is idle, so one that breaks between two statements of a transaction would be unguarded.
 */
export function guardAgainstLostConnections(pool: pg.Pool, onLost?: (error: Error) => void): void {
  pool.on('error', (error) => {
    // pg hangs the whole client on it, which would end up in the log.
    Reflect.deleteProperty(error, 'client')
    if (!pool.ending) onLost?.(error)
  })
  pool.on('connect', (client) => client.on('error', () => undefined))
}

import { KeyNotHeld } from '#platform/vault.ts'

/**
 * The database itself is in the way, whatever the work was. The edges answer 503 to all of them.
 * - `gone`: no connection, or it broke. When it broke during commit, nobody knows whether the work
 *   took effect; callers that repeat it need a key (Idempotency-Key, job key, once-only reaction).
 * - `read-only`: it refuses to write: a standby after a failover, or set so by its keeper.
 * - `slow`: a statement, a lock or the wait for a free connection took longer than its bound.
 */
export type DatabaseFaultKind = 'gone' | 'read-only' | 'slow'

const SENTENCE = {
  gone: 'The database cannot be reached',
  'read-only': 'The database is read-only',
  slow: 'The database is too slow to answer in time',
} satisfies Record<DatabaseFaultKind, string>

export class DatabaseFault extends Error {
  override name = 'DatabaseFault'
  readonly kind: DatabaseFaultKind

  constructor(kind: DatabaseFaultKind, cause: unknown) {
    super(SENTENCE[kind], { cause })
    this.kind = kind
  }
}

/** PostgreSQL's code (SQLSTATE) or Node's (ECONNREFUSED) of an error, if it has one. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html; class 08 is matched by its prefix. */
const KIND_BY_CODE = new Map<string, DatabaseFaultKind>([
  ['57P01', 'gone'], // admin_shutdown
  ['57P02', 'gone'], // crash_shutdown
  ['57P03', 'gone'], // cannot_connect_now
  ['53300', 'gone'], // too_many_connections
  ['3D000', 'gone'], // invalid_catalog_name: dropped or renamed, as while it is restored
  ['25P03', 'slow'], // idle_in_transaction_session_timeout
  ['25006', 'read-only'], // read_only_sql_transaction
  ['57014', 'slow'], // query_canceled, by statement_timeout
  ['55P03', 'slow'], // lock_not_available, by lock_timeout
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ENOENT',
    'EHOSTUNREACH',
    'ENETUNREACH',
  ].map((code) => [code, 'gone'] as const),
])

/** pg gives these no code, or PostgreSQL one that means many things. */
const KIND_BY_MESSAGE: readonly (readonly [RegExp, DatabaseFaultKind])[] = [
  [/^Connection terminated/, 'gone'],
  [/^Client has encountered a connection error/, 'gone'],
  [/^Client was closed and is not queryable/, 'gone'],
  [/is not currently accepting connections$/, 'gone'], // 55000, while its keeper works on it
  [/^Cannot use a pool after calling end/, 'gone'],
  [/^timeout exceeded when trying to connect/, 'slow'],
  [/^Query read timeout/, 'slow'],
]

function kindOf(error: Error): DatabaseFaultKind | undefined {
  const code = errorCode(error)
  if (code?.startsWith('08')) return 'gone'
  const byCode = code === undefined ? undefined : KIND_BY_CODE.get(code)
  return byCode ?? KIND_BY_MESSAGE.find(([pattern]) => pattern.test(error.message))?.[1]
}

/** The fault behind an error that a query threw; the error itself when the database is not to blame. */
export function classifyDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseFault) return error
  // Node tries every address of a host and reports them together.
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error
  const kind = first instanceof Error ? kindOf(first) : undefined
  return kind ? new DatabaseFault(kind, error) : error
}

/**
 * serialization_failure and deadlock_detected: PostgreSQL undid the work so that it can be tried again.
 * So can work that met a key which is on its way to this process, or a statement that was kept from before a migration.
 */
export function isWorthRetrying(error: unknown): boolean {
  return (
    error instanceof KeyNotHeld ||
    isOutdatedStatement(error) ||
    ['40001', '40P01'].includes(errorCode(error) ?? '')
  )
}

/** A newer Kasi has given a table a column while this one kept a statement that reads all of them. */
export function isOutdatedStatement(error: unknown): boolean {
  const isAboutPlan = error instanceof Error && error.message.startsWith('cached plan must not')
  return isAboutPlan && errorCode(error) === '0A000'
}

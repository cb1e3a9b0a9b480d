import { STATUS_CODES } from 'node:http'
import type { Problem } from '#kernel/problem.ts'
import { Refusal } from '#kernel/refusal.ts'

/** What a failed call answers, and what the log should know about it. */
export type Failure = {
  readonly problem: Problem
  readonly headers: Readonly<Record<string, string>>
  /** Only for faults: what broke, for the log. Never part of the answer. */
  readonly cause?: unknown
}

/** The edge's own answers that no `Refusal` covers, because rooms must never give them. */
export class EdgeError extends Error {
  override name = 'EdgeError'
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: string,
    sentence: string,
    headers: Record<string, string> = {},
    options?: ErrorOptions,
  ) {
    super(sentence, options)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** Seconds after which a caller may try again when the database is away. */
const DATABASE_PAUSE_S = 5

/** Puts whatever was thrown into one of the four families (house §7) and says it as RFC 9457. */
export function failureOf(error: unknown, instance: string): Failure {
  if (error instanceof Refusal) {
    const wait_s = error.facts.wait_s
    return {
      problem: {
        ...problem(error.status, error.code, error.message),
        instance,
        ...(Object.keys(error.facts).length > 0 && { facts: error.facts }),
        ...(error.issues.length > 0 && { issues: error.issues }),
      },
      headers: {
        ...(typeof wait_s === 'number' && { 'retry-after': String(Math.ceil(wait_s)) }),
        ...(error.status === 401 && { 'www-authenticate': 'Bearer realm="Kasi"' }),
      },
    }
  }
  if (error instanceof EdgeError)
    return {
      problem: { ...problem(error.status, error.code, error.message), instance },
      headers: error.headers,
      ...(error.cause !== undefined && { cause: error.cause }),
    }

  const fault = newFaultId()
  if (databaseIsAway(error))
    return {
      problem: {
        ...problem(
          503,
          'platform.unavailable',
          'The database cannot be reached right now. Nothing was changed; try again in a moment.',
        ),
        instance,
        fault,
      },
      headers: { 'retry-after': String(DATABASE_PAUSE_S) },
      cause: error,
    }
  return {
    problem: {
      ...problem(
        500,
        'platform.fault',
        `Something broke on our side. If it happens again, tell us this number: ${fault}.`,
      ),
      instance,
      fault,
    },
    headers: {},
    cause: error,
  }
}

export function problem(status: number, code: string, detail: string): Problem {
  return {
    type: `urn:kasi:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Problem',
    status,
    detail,
    code,
  }
}

/** Short enough to be read over the phone, random enough not to meet another one. */
function newFaultId(): string {
  const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('')
}

/** SQLSTATE classes and socket errors that mean "not now" (PostgreSQL documentation, appendix A). */
const AWAY_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '53300', // too_many_connections
  '53100', // disk_full
  '25006', // read_only_sql_transaction: a standby, or set read-only by the operator
])
const AWAY_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end)/

/** Whether the database, not our code, is what failed. Looks through the whole chain of causes. */
export function databaseIsAway(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth++) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : ''
    const syscall = 'syscall' in at && typeof at.syscall === 'string' ? at.syscall : ''
    if (code === 'ENOENT' && syscall !== 'connect') continue
    if (AWAY_CODES.has(code) || code.startsWith('08') || AWAY_MESSAGES.test(at.message)) return true
    if (at instanceof AggregateError && at.errors.some(databaseIsAway)) return true
  }
  return false
}

import { STATUS_CODES } from 'node:http'
import type { Problem } from '#kernel/problem.ts'
import { Refusal } from '#kernel/refusal.ts'
import { DatabaseFault, type DatabaseFaultKind } from '#platform/database-fault.ts'

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

const AWAY = {
  // When the connection broke during commit, nobody knows whether the work took effect.
  gone: 'The database cannot be reached right now. Try again in a moment.',
  'read-only': 'The database takes no changes right now. Nothing was changed; try again later.',
  slow: 'The database is too busy right now. Nothing was changed; try again in a moment.',
} satisfies Record<DatabaseFaultKind, string>

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
  if (error instanceof DatabaseFault)
    return {
      problem: { ...problem(503, 'platform.unavailable', AWAY[error.kind]), instance, fault },
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

import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { system, type Actor } from '#kernel/actor.ts'
import type { Endpoint } from '#kernel/endpoint.ts'
import { networkOf } from '#kernel/ip.ts'
import { Buckets, type Pace, type Taken } from '#platform/http/buckets.ts'
import { tooMany } from '#platform/http/refusals.ts'
import type { Call } from '#platform/serve.ts'
import type { Tx, Units } from '#platform/tx.ts'

/**
 * How fast anybody may call. `address` is for everybody behind one address before we know who they are
 * and is generous, because a whole town may share one (CGNAT); `actor` is for somebody signed in.
 * The three `guess…` bound tries of a secret, over all processes (ASVS 5.0 V2.4.1, V6.3.1).
 */
export type Paces = {
  readonly address: Pace
  readonly stranger: Pace
  readonly actor: Pace
  readonly heavy: Pace
  readonly guessAccount: Pace
  readonly guessAddress: Pace
  readonly guessDevice: Pace
}

export const PACES: Paces = {
  address: { burst: 1000, perMinute: 6000 },
  stranger: { burst: 120, perMinute: 600 },
  actor: { burst: 300, perMinute: 1800 },
  heavy: { burst: 10, perMinute: 20 },
  guessAccount: { burst: 10, perMinute: 10 / 15 },
  guessAddress: { burst: 60, perMinute: 4 },
  guessDevice: { burst: 20, perMinute: 20 / 15 },
}

export type Limits = {
  /** Before anything else is done for a request; refuses by address alone. */
  atTheDoor(call: Call): void
  /** Once we know who calls. Gives the headers that tell a client where it stands. */
  forActor(endpoint: Endpoint, actor: Actor, call: Call): Record<string, string>
  /** For what costs much, such as a CSV of a whole list. */
  forHeavy(actor: Actor, call: Call): void
  /**
   * For what tries a secret; counted before the secret is looked at. `field`: by what is tried alone, where whoever tries may share
   * address and kind of phone with a whole market.
   */
  forGuess(
    of: Pick<Endpoint, 'guessedField'>,
    input: unknown,
    call: Call,
    by?: 'everything' | 'field',
  ): Promise<void>
}

export function createLimits(options: {
  units: Units
  now_ms: () => number
  paces?: Partial<Paces>
}): Limits {
  const { units, now_ms } = options
  const paces: Paces = { ...PACES, ...options.paces }
  const buckets = new Buckets()

  function take(kind: keyof Paces, whose: string): Taken {
    const taken = buckets.take(`${kind} ${whose}`, paces[kind], now_ms())
    if (!taken.isAllowed) throw tooMany({ wait_s: Math.max(1, Math.ceil(taken.wait_s)) })
    return taken
  }

  return {
    atTheDoor: (call) => void take('address', networkOf(call.ip)),
    forActor: (endpoint, actor, call) => {
      if (endpoint.pace === 'heavy') take('heavy', whoseOf(actor, call))
      const kind = actor.kind === 'nobody' ? 'stranger' : 'actor'
      return headersOf(kind, paces[kind], take(kind, whoseOf(actor, call)))
    },
    forHeavy: (actor, call) => void take('heavy', whoseOf(actor, call)),
    forGuess: async (of, input, call, by = 'everything') => {
      const guesses: [keyof Paces, string][] =
        by === 'field'
          ? []
          : [
              ['guessAddress', networkOf(call.ip)],
              ['guessDevice', deviceOf(call)],
            ]
      const account = accountOf(of, input)
      if (account !== undefined) guesses.push(['guessAccount', account])
      // A unit of its own: the try counts although the sign-in that follows is undone.
      const wait_s = await units.unit(
        { actor: system('http'), name: 'platform.count-guess', bookkeeping: true },
        async (tx) => {
          let longest = 0
          for (const [kind, whose] of guesses)
            longest = Math.max(longest, await spend(tx, `${kind} ${whose}`, paces[kind]))
          return longest
        },
      )
      if (wait_s > 0) throw tooMany({ wait_s: Math.ceil(wait_s) })
    },
  }
}

/** Takes one try out of a bucket in the database. Gives the seconds to wait, 0 when the try is allowed. */
async function spend(tx: Tx, bucket: string, pace: Pace): Promise<number> {
  const each_s = 60 / pace.perMinute
  const each = Temporal.Duration.from({ milliseconds: Math.ceil(each_s * 1000) })
  const latest = tx.now.add({ milliseconds: Math.ceil(pace.burst * each_s * 1000) })
  const name = tx.vault.blind('platform.guess.bucket', bucket)
  const taken = await sql`
    insert into platform.guess as g (bucket, spent_until)
    values (${name}, ${tx.now}::timestamptz + ${each}::interval)
    on conflict (bucket) do update
      set spent_until = greatest(g.spent_until, ${tx.now}::timestamptz) + ${each}::interval
    where greatest(g.spent_until, ${tx.now}::timestamptz) + ${each}::interval <= ${latest}
    returning bucket
  `.execute(tx.sql)
  if (taken.rows.length > 0) return 0

  const { rows } = await sql<{ spent_until: Temporal.Instant }>`
    select spent_until from platform.guess where bucket = ${name}
  `.execute(tx.sql)
  const free = rows[0]?.spent_until.add(each) ?? latest
  return Math.max(1, latest.until(free).total('seconds'))
}

/** Forgets buckets that are empty again. Says whether there may be more. */
export async function forgetGuesses(tx: Tx): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    delete from platform.guess where bucket in (
      select bucket from platform.guess where spent_until < ${tx.now} order by spent_until limit 5000
    )
  `.execute(tx.sql)
  return numAffectedRows >= 5000n
}

/** The account whose secret is tried, whether or not there is one of that name. */
function accountOf(endpoint: Pick<Endpoint, 'guessedField'>, input: unknown): string | undefined {
  if (endpoint.guessedField === undefined || typeof input !== 'object' || input === null) return
  const value: unknown = Object.getOwnPropertyDescriptor(input, endpoint.guessedField)?.value
  return typeof value === 'string' ? value.normalize('NFKC').toLowerCase() : undefined
}

function whoseOf(actor: Actor, call: Call): string {
  return 'id' in actor ? `${actor.kind}:${actor.id}` : networkOf(call.ip)
}

/** Our own cookie where there is one; otherwise what the browser says of itself, at its address. */
export function deviceOf(call: Call): string {
  const cookie = deviceCookieOf(call)
  if (cookie !== undefined) return cookie
  return createHash('sha256').update(`${call.ip} ${call.userAgent}`).digest('base64url')
}

/** Bound to this very host over TLS (ASVS 5.0 V3.3.1); on plain HTTP a browser would refuse such a name. */
export function deviceCookieName(overTls: boolean): string {
  return overTls ? '__Host-kasi_device' : 'kasi_device'
}

export function deviceCookieOf(call: Call): string | undefined {
  const cookie = /(?:^|;\s*)(?:__Host-)?kasi_device=([\w-]{22})(?:;|$)/
  return cookie.exec(call.headers.cookie ?? '')?.[1]
}

/** draft-ietf-httpapi-ratelimit-headers: the policy, what is left of it, and when it is whole again. */
function headersOf(name: string, pace: Pace, taken: Taken): Record<string, string> {
  const window_s = Math.ceil((pace.burst / pace.perMinute) * 60)
  return {
    'ratelimit-policy': `"${name}";q=${pace.burst};w=${window_s}`,
    ratelimit: `"${name}";r=${taken.left};t=${taken.wait_s > 0 ? Math.ceil(taken.wait_s) : window_s}`,
  }
}

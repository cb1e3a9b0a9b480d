import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { Endpoint } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { Refusal } from '#kernel/refusal.ts'
import { badKey, keyInUse, keyReused } from '#platform/http/refusals.ts'
import type { Tx } from '#platform/tx.ts'

/**
 * `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a write that is repeated with the key it
 * had takes effect once and is answered the same. The reply is stored in the transaction of the change, so
 * there is never one without the other. Keys belong to an actor and an endpoint, and are forgotten
 * after a day. A refusal changes nothing and is not stored: the repeated call is judged anew.
 */
export type Repeatable = {
  readonly actor: string
  readonly endpoint: Endpoint['name']
  readonly key: string
  readonly fingerprint: Buffer
}

const KEPT_HOURS = 24
const FORGET_AT_ONCE = 5000

/** The key that a write carries, or undefined where there is none or nobody to bind it to. */
export function repeatable(
  header: string | undefined,
  actor: Actor,
  endpoint: Endpoint,
  input: unknown,
): Repeatable | undefined {
  // Before sign-in there is nobody to bind a key to, and a stranger's key must not replay anything.
  if (header === undefined || (actor.kind !== 'staff' && actor.kind !== 'subscriber')) return
  return {
    actor: `${actor.kind}:${actor.id}`,
    endpoint: endpoint.name,
    key: keyOf(header),
    fingerprint: createHash('sha256').update(canonical(input)).digest(),
  }
}

/** The draft wants a quoted string (RFC 9651 §3.3.3); nearly every client sends it bare. Both are taken. */
function keyOf(header: string): string {
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw badKey()
  return key
}

/** The same JSON for the same content, whatever the order of its fields. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  })
}

/**
 * Runs `work` once per key, inside the unit. `text` is what it answered or, when `replayed`, what it had
 * answered the first time. Refuses a key that another call is using right now (409) or has used for
 * something else (422).
 */
export async function once(
  tx: Tx,
  call: Repeatable,
  work: () => Promise<string | Refusal>,
): Promise<{ text: string | Refusal; replayed: boolean }> {
  await takeKey(tx, call)
  const earlier = await findReply(tx, call)
  if (earlier) {
    if (!call.fingerprint.equals(earlier.fingerprint)) throw keyReused()
    const text = tx.vault.open(addressOf(earlier.id), earlier.reply_sealed)
    return { text, replayed: true }
  }
  const text = await work()
  if (!(text instanceof Refusal)) await storeReply(tx, call, text)
  return { text, replayed: false }
}

/** Held until the unit ends. Two keys that share a hash only make one of them wait for a repeat. */
async function takeKey(tx: Tx, call: Repeatable): Promise<void> {
  const name = `${call.actor} ${call.endpoint} ${call.key}`
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 3)) as taken
  `.execute(tx.sql)
  if (!rows[0]?.taken) throw keyInUse({ wait_s: 1 })
}

type Stored = { id: string; fingerprint: Buffer; reply_sealed: string }

async function findReply(tx: Tx, call: Repeatable): Promise<Stored | undefined> {
  const { rows } = await sql<Stored>`
    select id, fingerprint, reply_sealed from platform.idempotency
     where actor = ${call.actor} and endpoint = ${call.endpoint} and key = ${call.key}
       and at > ${tx.now.subtract({ hours: KEPT_HOURS })}
  `.execute(tx.sql)
  return rows[0]
}

async function storeReply(tx: Tx, call: Repeatable, text: string): Promise<void> {
  const id = newId(tx.now)
  const reply = tx.vault.seal(addressOf(id), text)
  await sql`
    insert into platform.idempotency (id, actor, endpoint, key, fingerprint, reply_sealed, at)
    values (${id}, ${call.actor}, ${call.endpoint}, ${call.key}, ${call.fingerprint}, ${reply}, ${tx.now})
    on conflict (actor, endpoint, key) do update
      set id = excluded.id, fingerprint = excluded.fingerprint, reply_sealed = excluded.reply_sealed, at = excluded.at
  `.execute(tx.sql)
}

function addressOf(row: string) {
  return { table: 'platform.idempotency', column: 'reply_sealed', row }
}

/** Forgets replies older than a day, a bounded batch at a time. Says whether there may be more. */
export async function forgetReplies(tx: Tx): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    delete from platform.idempotency where id in (
      select id from platform.idempotency
       where at <= ${tx.now.subtract({ hours: KEPT_HOURS })} order by at limit ${FORGET_AT_ONCE}
    )
  `.execute(tx.sql)
  return numAffectedRows >= BigInt(FORGET_AT_ONCE)
}

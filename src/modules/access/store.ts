import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import type { FieldAddress } from '#platform/vault.ts'
import { authorOf } from './rules/author.ts'

/** Where the User-Name of a session is sealed. */
export function userNameOf(session: string): FieldAddress {
  return { table: 'access.session', column: 'user_name_sealed', row: session }
}

function seconds(ms: number): number {
  return ms / 1_000
}

/** Ends what is open on a NAS and began before a moment, where it was last heard: by our conclusion, so it may go on. Gives the keys. */
export async function endOpenOfNas(
  tx: Tx,
  { nasId, before_ms, cause }: { nasId: string; before_ms: number; cause: string },
): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    update access.session set ended_at = heard_at, ended_by = 'us', end_cause = ${cause}
     where nas_id = ${nasId} and ended_at is null and started_at < to_timestamp(${seconds(before_ms)})
    returning key
  `.execute(tx.sql)
  return rows.map(({ key }) => key)
}

/** Ends those of these sessions that are open, where they were last heard. Gives their keys. */
export async function concludeOpen(
  tx: Tx,
  {
    keys,
    cause,
    unheardSince = null,
  }: {
    keys: readonly string[]
    cause: string
    unheardSince?: Temporal.Instant | null
  },
): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    update access.session set ended_at = heard_at, ended_by = 'us', end_cause = ${cause}
     where key = any(${keys}::uuid[]) and ended_at is null
       and (${unheardSince}::timestamptz is null or received_at < ${unheardSince}::timestamptz)
    returning key
  `.execute(tx.sql)
  return rows.map(({ key }) => key)
}

/** Open sessions of which nothing was heard for so many of their interims, or so long where none were promised. */
export async function silentSessions(
  tx: Tx,
  given: Patience & { limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from access.session
     where ended_at is null and ${unheardFor(tx, given)} limit ${given.limit}
  `.execute(tx.sql)
  return rows.map(({ key }) => key)
}

/** Marks those of which it has been so long, some at a time; gives how many. The next word of a session takes its mark away. */
export async function putSilence(tx: Tx, given: Patience & { limit: number }): Promise<number> {
  const { numAffectedRows } = await sql`
    update access.session set silent_since = received_at where key in (
      select key from access.session
       where ended_at is null and silent_since is null and ${unheardFor(tx, given)}
       limit ${given.limit} for update skip locked)
  `.execute(tx.sql)
  return Number(numAffectedRows ?? 0n)
}

/** So many interims, as often as the NAS promised them or as is usual; or so long, where none were promised. It begins when we began to listen. */
type Patience = {
  interims: number
  without_s: number
  usual_s: number
  since: Temporal.Instant
}

function unheardFor(tx: Tx, { interims, without_s, usual_s, since }: Patience) {
  return sql`greatest(received_at, ${since}::timestamptz) < ${tx.now}::timestamptz - make_interval(secs =>
    case when told is null and interim_s is null then ${without_s}::int
         else coalesce(interim_s, ${usual_s}::int) * ${interims}::int end)`
}

/** Where the sessions that end in this month go, once they are past. */
export async function makePartition(tx: Tx, month: Temporal.PlainYearMonth): Promise<void> {
  await sql`select access.make_partition(${month.toPlainDate({ day: 1 })}::date)`.execute(tx.sql)
}

// ───────────────────────────────────────────── enforcing

/**
 * Takes on sessions for a while, so that two processes never tell one NAS two things at a time. Gives those that nobody
 * else has, with what their NAS was told last; a process that dies lets go when the time is over.
 */
export async function claimSessions(
  tx: Tx,
  keys: readonly string[],
  until: Temporal.Instant,
): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ key: string; told: string | null }>`
    /* often */ update access.session set enforcing_until = ${until}
     where key = any(${keys}::uuid[]) and ended_at is null
       and (enforcing_until is null or enforcing_until <= ${tx.now})
    returning key, told
  `.execute(tx.sql)
  return new Map(rows.map(({ key, told }) => [key, told]))
}

/** Gives up claims on sessions of which there was nothing to tell after all. */
export async function letGo(tx: Tx, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await sql`
    update access.session set enforcing_until = null where key = any(${keys}::uuid[])
  `.execute(tx.sql)
}

/** How it went with one session. */
export type Enforced = {
  readonly key: string
  /** What the NAS confirmed to obey; null: nothing new. */
  readonly told: string | null
  readonly isFailure: boolean
  /** What the NAS said, or that it said nothing; null when all is well. */
  readonly said: string | null
  /** The NAS does not know the session, or has ended it for us. */
  readonly ended: string | null
}

/** Notes what NASes answered, and lets go of the sessions. */
export async function noteEnforced(tx: Tx, outcomes: readonly Enforced[]): Promise<void> {
  if (outcomes.length === 0) return
  await noteSteps(tx, outcomes)
  await sql`
    /* often */ update access.session t set
      told = coalesce(o.told, t.told), enforcing_until = null, enforce_said = o.said,
      enforce_failures = case when o."isFailure" then t.enforce_failures + 1 else 0 end,
      end_wanted_at = case when o.ended is null then t.end_wanted_at end,
      ended_at = case when o.ended is null then t.ended_at else coalesce(t.ended_at, ${tx.now}) end,
      ended_by = case when o.ended is null then t.ended_by else coalesce(t.ended_by, 'us') end,
      end_cause = case when o.ended is null then t.end_cause else coalesce(t.end_cause, o.ended) end
    from json_to_recordset(${JSON.stringify(outcomes)}::json)
      as o(key uuid, told text, "isFailure" boolean, said text, ended text)
    where t.key = o.key
  `.execute(tx.sql)
}

/** For the story of each session. A failure that repeats itself is one step. */
async function noteSteps(tx: Tx, outcomes: readonly Enforced[]): Promise<void> {
  const steps = outcomes.map((outcome) => ({ ...outcome, step: newId(tx.now) }))
  await sql`
    insert into access.session_step (id, session_id, at, what, told, said, by_kind, by_id)
    select o.step, t.id, ${tx.now}::timestamptz,
           case when o.ended is not null then 'ended' when o."isFailure" then 'failed' else 'told' end,
           o.told, coalesce(o.ended, o.said), ${authorOf(tx.actor).by_kind}, ${authorOf(tx.actor).by_id}
      from json_to_recordset(${JSON.stringify(steps)}::json)
           as o(step uuid, key uuid, told text, "isFailure" boolean, said text, ended text)
      join access.session t on t.key = o.key
     -- That we ended it belongs to its story, also where the Stop of its NAS was quicker than our note.
     where (t.ended_at is null or o.ended is not null)
       and (not o."isFailure" or t.enforce_said is distinct from o.said)
  `.execute(tx.sql)
}

/** Says that these sessions are to be ended, and why; the enforcer does it. Gives those that were open. */
export async function wantEnd(
  tx: Tx,
  keys: readonly string[],
  because: string,
): Promise<{ key: string; nasId: string; serviceId: string | null }[]> {
  const { rows } = await sql<{
    id: string
    key: string
    nas_id: string
    service_id: string | null
  }>`
    update access.session set end_wanted_at = ${tx.now}, end_wanted_because = ${because}
     where key = any(${keys}::uuid[]) and ended_at is null and end_wanted_at is null
    returning id, key, nas_id, service_id
  `.execute(tx.sql)
  const steps = rows.map(({ id: session_id }) => ({
    ...{ id: newId(tx.now), session_id, at: tx.now, what: 'end-wanted', said: because },
    ...authorOf(tx.actor),
  }))
  if (steps.length > 0) await tx.sql.insertInto('access.session_step').values(steps).execute()
  return rows.map((row) => ({ key: row.key, nasId: row.nas_id, serviceId: row.service_id }))
}

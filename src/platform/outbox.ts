import { crc32 } from 'node:zlib'
import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { assert, must, unreachable } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import type { Reaction } from '#platform/events.ts'
import { LIVE_BYTES_MAX, LIVE_CHANNEL } from '#platform/live.ts'
import type { Manifest } from '#platform/manifest.ts'
import type { Origin, Sql, Tx } from '#platform/tx.ts'

/** What a unit announced and left for later, parsed; kept until just before it commits. */
export type Announced = { id: string; name: string; payload: unknown; order?: string }
export type Left = {
  name: string
  payload: unknown
  at?: Temporal.Instant
  order?: string
  key?: string
}

/** Who reacts to what, and how jobs are to be queued: all that writing the outbox must know of the rooms. */
export type Listeners = {
  /** Event name → its reactions. */
  readonly reactions: ReadonlyMap<string, readonly Reaction[]>
  /** Event name → those of its reactions that run in the announcing unit. */
  readonly atOnce: ReadonlyMap<string, readonly Reaction[]>
  /** Job or reconciler name → how often it is tried, and its own queue if it must run one at a time. */
  readonly jobs: ReadonlyMap<string, { readonly attempts: number; readonly queue: string | null }>
}

export const ATTEMPTS = 10

/**
 * How many jobs with different `order` may run side by side. The queue locks every lane on each look for
 * work, so a lane per subscriber would make it crawl; instead each order value falls into one of a
 * few lanes, which keeps its jobs one after another and lets strangers wait for each other at times.
 */
const LANES = 256

/** Announcements that one job reacts to. More would keep its unit, and what it locks, for long. */
const TOGETHER_MAX = 100

export function listenersOf(manifests: readonly Manifest[]): Listeners {
  const reactions = new Map<string, Reaction[]>()
  const atOnce = new Map<string, Reaction[]>()
  const jobs = new Map<string, { attempts: number; queue: string | null }>()
  for (const manifest of manifests) {
    for (const reaction of manifest.reactions ?? []) {
      const others = reactions.get(reaction.event.name) ?? []
      reactions.set(reaction.event.name, [...others, reaction])
      if (reaction.when === 'at-once')
        atOnce.set(reaction.event.name, [...(atOnce.get(reaction.event.name) ?? []), reaction])
    }
    for (const { job, attempts = ATTEMPTS } of manifest.jobs ?? []) {
      jobs.set(job.name, { attempts, queue: null })
    }
    for (const { name } of manifest.reconcilers ?? []) {
      // A failed run is not tried again, the next one is; this is for runs that died with their process.
      jobs.set(name, { attempts: ATTEMPTS, queue: name })
    }
  }
  return { reactions, atOnce, jobs }
}

export type Outbox = Pick<Tx, 'emit' | 'later'> & {
  readonly announced: readonly Announced[]
  readonly left: readonly Left[]
  /** Remembers what is in it now; calling the answer puts that back. */
  remember(): () => void
}

/** Buffers `emit` and `later`. A payload that does not fit its declaration is a bug of the caller and throws here. */
export function openOutbox(now: Temporal.Instant): Outbox {
  const announced: Announced[] = []
  const left: Left[] = []
  return {
    announced,
    left,
    remember: () => {
      const [wasAnnounced, wasLeft] = [announced.length, [...left]]
      return () => {
        announced.splice(wasAnnounced)
        left.splice(0, left.length, ...wasLeft)
      }
    },
    emit: (event, payload, options = {}) => {
      // What is stored is what was given; the reaction parses it again, with its own version of the code.
      event.payload.parse(payload)
      announced.push({ id: newId(now), name: event.name, payload, ...options })
    },
    later: (job, payload, options = {}) => {
      job.payload.parse(payload)
      const same = left.findIndex(
        (other) =>
          options.key !== undefined && other.name === job.name && other.key === options.key,
      )
      if (same >= 0) left.splice(same, 1)
      left.push({ name: job.name, payload, ...options })
    },
  }
}

/** A reaction that took effect in the announcing unit itself. */
export type Done = { readonly eventId: string; readonly reaction: string }

/** One queued job as graphile_worker.job_spec takes it; `delay_s` counts from the moment of writing. */
type JobSpec = {
  identifier: string
  payload: JobEnvelope
  queue_name: string | null
  delay_s: number
  max_attempts: number
  job_key: string | null
}

/** What a queued job carries. `event` for a reaction (its payload stays with the event), `payload` for a job. */
export type JobEnvelope = {
  event?: string
  /** For a reaction to many together. Instead of `event`, so that code that knows one only does not take it for all of them. */
  events?: readonly string[]
  payload?: unknown
  /** When it should run by our clock, which in tests is not the database's. */
  at?: string
  order?: string
  by: { actor: string; origin: string }
}

/** Writes everything in two statements, however much it is, in the transaction of the unit. */
export async function flushOutbox(
  tx: Tx,
  origin: Origin,
  outbox: Outbox,
  listeners: Listeners,
  done: readonly Done[] = [],
): Promise<void> {
  if (outbox.announced.length > 0) await insertEvents(tx, origin, outbox.announced)
  if (done.length > 0) await noteDone(tx, done)
  const by = { actor: actorWord(origin.actor), origin: origin.name }
  const wanted = await wantedReactions(tx, outbox.announced, listeners)
  const specs = [
    ...reactionSpecs(outbox.announced, by, wanted, done),
    ...outbox.left.map((job) => jobSpec(job, by, tx.now, listeners)),
  ]
  if (specs.length > 0) await addJobs(tx.sql, specs)
}

async function insertEvents(tx: Tx, origin: Origin, announced: readonly Announced[]) {
  // Live screens hear of it as the unit commits.
  await sql`
    /* often */ with written as (
      insert into platform.event (id, name, payload, at, actor, origin, order_key)
      select id, name, payload, ${tx.now}, ${actorWord(origin.actor)}, ${origin.name}, "order"
        from jsonb_to_recordset(${JSON.stringify(announced)}::jsonb) as e(id uuid, name text, payload jsonb, "order" text)
    )
    ${telling(announced)}
  `.execute(tx.sql)
}

/** A query that tells live screens, and what is kept in memory, as its transaction commits. */
export function telling(announced: readonly Pick<Announced, 'name' | 'payload'>[]) {
  return sql`select pg_notify(${LIVE_CHANNEL}, told) from unnest(${liveTexts(announced)}::text[]) as told`
}

/** As many announcements in one notification as fit: PostgreSQL keeps each for itself, and lets one unit at a time commit some. */
function liveTexts(announced: readonly Pick<Announced, 'name' | 'payload'>[]): string[] {
  const texts: string[] = []
  let together: string[] = []
  let size_bytes = 0
  for (const { name, payload } of announced) {
    const whole = JSON.stringify({ name, facts: payload })
    // Screens are told again by reading, so facts that are too large are no loss.
    const one = Buffer.byteLength(whole) + 2 <= LIVE_BYTES_MAX ? whole : JSON.stringify({ name })
    const more_bytes = Buffer.byteLength(one) + 1
    if (size_bytes + more_bytes > LIVE_BYTES_MAX) {
      texts.push(`[${together.join()}]`)
      together = []
      size_bytes = 0
    }
    together.push(one)
    size_bytes += more_bytes
  }
  if (together.length > 0) texts.push(`[${together.join()}]`)
  return texts
}

/** That these reactions have had their effect, in the transaction of the effect. */
async function noteDone(tx: Tx, done: readonly Done[]) {
  await sql`
    /* often */ insert into platform.reaction_done (event_id, reaction, at)
    select "eventId", reaction, ${tx.now} from jsonb_to_recordset(${JSON.stringify(done)}::jsonb) as d("eventId" uuid, reaction text)
  `.execute(tx.sql)
}

/** Event name → the reactions for which somebody is there; asked once for each kind of event. */
async function wantedReactions(tx: Tx, announced: readonly Announced[], listeners: Listeners) {
  const wanted = new Map<string, Reaction[]>()
  for (const name of new Set(announced.map((event) => event.name))) {
    const some: Reaction[] = []
    for (const reaction of listeners.reactions.get(name) ?? [])
      if ((await reaction.isWanted?.(tx)) ?? true) some.push(reaction)
    wanted.set(name, some)
  }
  return wanted
}

type Due = { readonly event: Announced; readonly reaction: Reaction }

function reactionSpecs(
  announced: readonly Announced[],
  by: JobEnvelope['by'],
  wanted: ReadonlyMap<string, readonly Reaction[]>,
  done: readonly Done[],
): JobSpec[] {
  const due = announced.flatMap((event) =>
    (wanted.get(event.name) ?? [])
      .filter(
        ({ name, concerns, madeGoodBy }) =>
          madeGoodBy === undefined &&
          (concerns?.(event.payload) ?? true) &&
          !done.some(({ eventId, reaction }) => eventId === event.id && reaction === name),
      )
      .map((reaction): Due => ({ event, reaction })),
  )
  const together = due.filter(({ reaction }) => reaction.when === 'later' && reaction.together)
  const crowds = [...Map.groupBy(together, ({ reaction }) => reaction.name).values()]
    .filter((crowd) => crowd.length > 1)
    .flatMap((crowd) => inParts(crowd, TOGETHER_MAX))
  const crowded = new Set(crowds.flat())
  return [
    ...due.filter((one) => !crowded.has(one)).map((one) => reactionSpec([one], by)),
    ...crowds.map((crowd) => reactionSpec(crowd, by)),
  ]
}

function reactionSpec(due: readonly Due[], by: JobEnvelope['by']): JobSpec {
  const { event, reaction } = must(due[0], 'a job is about something')
  const order = due.length === 1 ? event.order : undefined
  return {
    identifier: reaction.name,
    payload: {
      ...(due.length === 1 ? { event: event.id } : { events: due.map((one) => one.event.id) }),
      ...{ by, ...(order === undefined ? {} : { order }) },
    },
    queue_name: laneOf(order),
    delay_s: 0,
    max_attempts: ATTEMPTS,
    job_key: null,
  }
}

function inParts<Item>(items: readonly Item[], most: number): Item[][] {
  const count = Math.ceil(items.length / most)
  return Array.from({ length: count }, (_, n) => items.slice(n * most, (n + 1) * most))
}

function jobSpec(
  job: Left,
  by: JobEnvelope['by'],
  now: Temporal.Instant,
  listeners: Listeners,
): JobSpec {
  const known = listeners.jobs.get(job.name)
  assert(known, `no room does the job ${job.name}, so it would wait for ever`)
  return {
    identifier: job.name,
    payload: {
      payload: job.payload,
      by,
      ...(job.at ? { at: job.at.toString() } : {}),
      ...(job.order === undefined ? {} : { order: job.order }),
    },
    queue_name: known.queue ?? laneOf(job.order),
    delay_s: job.at ? Math.max(0, now.until(job.at).total('seconds')) : 0,
    max_attempts: known.attempts,
    job_key: job.key === undefined ? null : `${job.name}:${job.key}`,
  }
}

/**
 * Adds jobs in the caller's transaction. `run_at` decides the order in which the queue hands them out
 * and must differ, so they are set microseconds apart; counted from the clock and not from the start
 * of the transaction, which for a unit that waited for a lock lies before that of the unit it waited for.
 */
async function addJobs(db: Sql, specs: readonly JobSpec[]): Promise<void> {
  await sql`
    /* often */ select count(*) from graphile_worker.add_jobs(array(
      select row(
        identifier, payload, queue_name,
        clock_timestamp() + delay_s * interval '1 second' + (n - ${specs.length}) * interval '1 microsecond',
        max_attempts, job_key, 0, null
      )::graphile_worker.job_spec
      from rows from (jsonb_to_recordset(${JSON.stringify(specs)}::jsonb) as (
        identifier text, payload json, queue_name text, delay_s double precision, max_attempts integer, job_key text
      )) with ordinality as s(identifier, payload, queue_name, delay_s, max_attempts, job_key, n)
    ))
  `.execute(db)
}

function laneOf(order: string | undefined): string | null {
  return order === undefined ? null : `lane-${crc32(order) % LANES}`
}

/** The actor in one word: `staff:0190…`, `system:billing.run`. */
export function actorWord(actor: Actor): string {
  switch (actor.kind) {
    case 'nobody':
      return 'nobody'
    case 'staff':
    case 'subscriber':
      return `${actor.kind}:${actor.id}`
    case 'system':
      return `system:${actor.name}`
    default:
      return unreachable(actor)
  }
}

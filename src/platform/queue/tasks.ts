import type { JobHelpers, TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import { z } from 'zod'
import { system } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import { stopwatch } from '#platform/clock.ts'
import type { Database } from '#platform/db.ts'
import type { Happened, Reaction } from '#platform/events.ts'
import type { JobDoor, Worker } from '#platform/jobs.ts'
import type { Manifest } from '#platform/manifest.ts'
import { packFault } from '#platform/queue/fault-chain.ts'
import { waitForEarlier } from '#platform/queue/order.ts'
import { reconcile } from '#platform/queue/reconcile.ts'
import { noTracing, type Tracing } from '#platform/tracing.ts'
import type { Origin, Tx, Units } from '#platform/tx.ts'

/** One finished try, for logs and metrics. `name` is low-cardinality. */
export type JobRun = {
  readonly id: string
  readonly name: string
  readonly attempt: number
  readonly attempts: number
  readonly duration_ms: number
  readonly outcome: 'done' | 'failing' | 'dead'
  readonly error?: unknown
}

export type TaskOptions = {
  readonly manifests: readonly Manifest[]
  readonly units: Units
  readonly database: Database
  readonly onRun?: (run: JobRun) => void
  /** A span around each run; only calls it where nobody traces. */
  readonly trace?: Tracing['span']
}

const TIMEOUT_s = 60
const RECONCILER_TIMEOUT_s = 300
/** How long a job may still take after its signal; then it counts as failed, whatever it does. */
const GRACE_ms = 3_000

/** Something that the queue runs by its name. */
type Duty = {
  readonly name: string
  readonly timeout_s: number
  /** Whether a failed run is tried again; a reconciler's next run is coming anyway. */
  readonly onFailure: 'retry' | 'forget'
  readonly run: (door: JobDoor, payload: unknown) => Promise<void>
}

/** What the queue may run in this building: reactions, jobs and reconcilers, each under its own name. */
export function buildTasks(options: TaskOptions): TaskList {
  const tasks: TaskList = {}
  for (const duty of options.manifests.flatMap((manifest) =>
    dutiesOf(manifest, options.database),
  )) {
    assert(!(duty.name in tasks), `two rooms do ${duty.name}`)
    tasks[duty.name] = (payload: unknown, running) => runDuty(options, duty, payload, running)
  }
  return tasks
}

function dutiesOf(manifest: Manifest, database: Database): Duty[] {
  const reactions = (manifest.reactions ?? []).map((reaction): Duty => ({
    name: reaction.name,
    timeout_s: TIMEOUT_s,
    onFailure: 'retry',
    run: (door, payload) => runReaction(door, reaction, payload),
  }))
  const jobs = (manifest.jobs ?? []).map((worker): Duty => ({
    name: worker.job.name,
    timeout_s: worker.timeout_s ?? TIMEOUT_s,
    onFailure: 'retry',
    run: (door, payload) => runJob(door, worker, payload),
  }))
  const reconcilers = (manifest.reconcilers ?? []).map((reconciler): Duty => ({
    name: reconciler.name,
    timeout_s: RECONCILER_TIMEOUT_s,
    onFailure: 'forget',
    run: (door) => reconcile(database, reconciler, door),
  }))
  return [...reactions, ...jobs, ...reconcilers]
}

async function runDuty(
  { units, database, onRun = () => undefined, trace = noTracing.span }: TaskOptions,
  duty: Duty,
  payload: unknown,
  { job, abortSignal }: JobHelpers,
): Promise<void> {
  await waitForEarlier(database, job)
  const elapsed_ms = stopwatch()
  const about = { id: job.id, name: duty.name, attempt: job.attempts, attempts: job.max_attempts }
  const origin = { actor: system(duty.name), name: duty.name }
  try {
    await trace(`job ${duty.name}`, { 'kasi.job': job.id, 'kasi.attempt': job.attempts }, () =>
      withTimeout(duty.timeout_s, abortSignal, (signal) =>
        duty.run(openDoor(units, origin, signal, job.attempts), payload),
      ),
    )
  } catch (error) {
    const isLast = duty.onFailure === 'retry' && job.attempts >= job.max_attempts
    onRun({ ...about, duration_ms: elapsed_ms(), outcome: isLast ? 'dead' : 'failing', error })
    if (duty.onFailure === 'retry') throw packFault(error)
    return
  }
  onRun({ ...about, duration_ms: elapsed_ms(), outcome: 'done' })
}

function openDoor(units: Units, origin: Origin, signal: AbortSignal, attempt: number): JobDoor {
  return {
    unit: (work) => units.unit(origin, work),
    read: (work) => units.read(origin, work),
    signal,
    attempt,
  }
}

async function withTimeout(
  timeout_s: number,
  drain: AbortSignal,
  run: (signal: AbortSignal) => Promise<void>,
) {
  const late = new AbortController()
  const signal = AbortSignal.any([late.signal, drain])
  signal.throwIfAborted()
  const stuck = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    late.abort(new Error(`The job took longer than ${timeout_s} s`))
  }, timeout_s * 1_000)
  let grace: NodeJS.Timeout | undefined
  const giveUp = () => {
    grace = setTimeout(() => stuck.reject(signal.reason), GRACE_ms)
  }
  signal.addEventListener('abort', giveUp)
  try {
    await Promise.race([run(signal), stuck.promise])
  } finally {
    clearTimeout(timer)
    clearTimeout(grace)
    // Node keeps a signal that is listened to for as long as the one of the drain, which is as old as the worker.
    signal.removeEventListener('abort', giveUp)
  }
}

const jobEnvelope = z.object({ payload: z.unknown() })
const reactionEnvelope = z.union([
  z.object({ events: z.array(z.uuid()).min(1) }),
  z.object({ event: z.uuid() }).transform(({ event }) => ({ events: [event] })),
])

async function runJob(door: JobDoor, worker: Worker, given: unknown) {
  const { payload } = jobEnvelope.parse(given)
  await worker.run(door, worker.job.payload.parse(payload))
}

async function runReaction(door: JobDoor, reaction: Reaction, given: unknown) {
  const { events } = reactionEnvelope.parse(given)
  const { together } = reaction
  if (together && events.length > 1) {
    const all = door.unit(async (tx) => {
      const happened = await claim(tx, events, reaction)
      if (happened.length > 0) await together(tx, happened)
    })
    if (await isFulfilled(all)) return
  }
  // What breaks a batch is found alone, and keeps nothing else from happening.
  const failures: unknown[] = []
  for (const eventId of events) {
    door.signal.throwIfAborted()
    const one = door.unit(async (tx) => {
      for (const { payload, ...about } of await claim(tx, [eventId], reaction))
        await reaction.react(tx, payload, about)
    })
    await one.catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
}

async function isFulfilled(work: Promise<unknown>): Promise<boolean> {
  const [{ status }] = await Promise.allSettled([work])
  return status === 'fulfilled'
}

/**
 * Marks the reaction as done, in the transaction of its effect, and gives the events, the earliest first; those to which it was done
 * before are missing. A second process that runs the same job at the same time waits here for the first.
 */
async function claim(tx: Tx, eventIds: readonly string[], reaction: Reaction): Promise<Happened[]> {
  const { rows } = await sql<{ id: string; payload: unknown; at: Temporal.Instant }>`
    /* often */ with claimed as (
      insert into platform.reaction_done (event_id, reaction, at)
      select id, ${reaction.name}, ${tx.now} from platform.event where id = any(${[...eventIds]}::uuid[])
      order by id
      on conflict do nothing
      returning event_id
    )
    select e.id, e.payload, e.at from platform.event e join claimed c on c.event_id = e.id order by e.at, e.id
  `.execute(tx.sql)
  return rows.map(({ id: eventId, payload, at }) => ({
    ...{ eventId, at, payload: reaction.event.payload.parse(payload) },
  }))
}

import { type Expression, sql } from 'kysely'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { among, listRows, matches } from '#platform/list.ts'
import type { Manifest } from '#platform/manifest.ts'
import type * as contract from '#platform/operations/contract.ts'
import { faultsOf, type QueuedJob, queuedJobs, rowOf } from '#platform/operations/queued-job.ts'
import { noSuchJob } from '#platform/operations/refusals.ts'
import { unpackFault } from '#platform/queue/fault-chain.ts'
import { nextMatch } from '#platform/queue/schedules.ts'
import type { Read } from '#platform/tx.ts'

export function listJobs(read: Read, input: ParsedInputOf<typeof contract.listJobs>) {
  return listRows(read, input, {
    name: 'platform.list-jobs',
    query: read.sql.selectFrom(queuedJobs).selectAll(),
    id: sql.ref('job.key'),
    sorts: {
      due: { by: sql.ref('job.due_at'), type: 'timestamptz' },
      created: { by: sql.ref('job.created_at'), type: 'timestamptz' },
      name: { by: sql.ref('job.name'), type: 'text' },
    },
    filters: [among(sql.ref('job.state'), input.state), among(sql.ref('job.name'), input.name)],
    search: (q) =>
      matches(q, sql.ref('job.name'), sql`job.payload->>'order'`, sql.ref('job.last_error')),
    item: rowOf,
  })
}

export async function getJob(
  read: Read,
  { id }: ParsedInputOf<typeof contract.getJob>,
): Promise<ReplyOf<typeof contract.getJob>> {
  const job = await read.sql
    .selectFrom(queuedJobs)
    .selectAll()
    .where('job.id', '=', BigInt(id))
    .executeTakeFirst()
  if (!job) throw noSuchJob({ id })
  return {
    ...rowOf(job),
    payload: job.payload.payload ?? null,
    event: await eventOf(read, job),
    faults: faultsOf(job),
  }
}

async function eventOf(read: Read, job: QueuedJob) {
  const { event: only, events = [] } = job.payload
  const eventId = only ?? events[0]
  if (eventId === undefined) return null
  const event = await read.sql
    .selectFrom('platform.event')
    .select(['id', 'name', 'at', 'payload'])
    .where('id', '=', eventId)
    .executeTakeFirst()
  return event ? { ...event, at: event.at.toString() } : null
}

type EventRow = {
  id: string
  name: string
  at: Temporal.Instant
  actor: string
  origin: string
  order_key: string | null
  payload: unknown
  done: Record<string, string>
}

export function listEvents(
  read: Read,
  input: ParsedInputOf<typeof contract.listEvents>,
  manifests: readonly Manifest[],
) {
  const reactions = Map.groupBy(
    manifests.flatMap((manifest) => manifest.reactions ?? []),
    (reaction) => reaction.event.name as string,
  )
  const done: Expression<Record<string, string>> = sql`coalesce(
    (select jsonb_object_agg(d.reaction, d.at) from platform.reaction_done d where d.event_id = event.id), '{}')`
  return listRows(read, input, {
    name: 'platform.list-events',
    query: read.sql
      .selectFrom('platform.event as event')
      .select(['id', 'name', 'at', 'actor', 'origin', 'order_key', 'payload'])
      .select(sql<Record<string, string>>`${done}`.as('done')),
    id: sql.ref('event.id'),
    sorts: { at: { by: sql.ref('event.at'), type: 'timestamptz' } },
    filters: [among(sql.ref('event.name'), input.name)],
    search: (q) => matches(q, sql.ref('event.name'), sql.ref('event.order_key')),
    item: (event: EventRow) => ({
      id: event.id,
      name: event.name,
      at: event.at.toString(),
      cause: { actor: event.actor, origin: event.origin },
      order: event.order_key,
      payload: event.payload,
      reactions: (reactions.get(event.name) ?? []).map(({ name }) => ({
        name,
        doneAt: isoOrNull(event.done[name]),
      })),
    }),
  })
}

/** PostgreSQL writes instants in JSON with an offset; contracts say them in UTC. */
function isoOrNull(text: string | undefined): string | null {
  return text === undefined ? null : Temporal.Instant.from(text).toString()
}

export async function overview(
  read: Read,
  manifests: readonly Manifest[],
): Promise<ReplyOf<typeof contract.overview>> {
  return {
    ...(await countJobs(read)),
    reconcilers: await reconcilers(read, manifests),
    schedules: await schedules(read, manifests),
    invariants: await invariants(read, manifests),
  }
}

/** Work that failed for the last time and waits for staff. */
export async function countDeadJobs(read: Read): Promise<number> {
  const { dead } = await read.sql
    .selectFrom(queuedJobs)
    .select(sql<number>`count(*)::int`.as('dead'))
    .where('state', '=', 'dead')
    .executeTakeFirstOrThrow()
  return dead
}

async function countJobs(read: Read) {
  const { waiting, running, failing, dead, lag_s } = await read.sql
    .selectFrom(queuedJobs)
    .select([
      sql<bigint>`count(*) filter (where state = 'waiting')`.as('waiting'),
      sql<bigint>`count(*) filter (where state = 'running')`.as('running'),
      sql<bigint>`count(*) filter (where state = 'failing')`.as('failing'),
      sql<bigint>`count(*) filter (where state = 'dead')`.as('dead'),
      sql<number>`coalesce(extract(epoch from now() - min(due_at) filter (where state = 'waiting' and due_at <= now())), 0)::float8`.as(
        'lag_s',
      ),
    ])
    .executeTakeFirstOrThrow()
  return {
    jobs: {
      waiting: Number(waiting),
      running: Number(running),
      failing: Number(failing),
      dead: Number(dead),
    },
    lag_s,
  }
}

async function reconcilers(read: Read, manifests: readonly Manifest[]) {
  const rows = await read.sql.selectFrom('platform.reconciler').selectAll().execute()
  const runs = new Map(rows.map((row) => [row.name, row]))
  const declared = manifests.flatMap((manifest) => manifest.reconcilers ?? [])
  return declared.map(({ name, sentence }) => {
    const run = runs.get(name)
    const lastRun = run && {
      startedAt: run.started_at.toString(),
      finishedAt: run.finished_at?.toString() ?? null,
      done: run.done,
      left: run.remaining,
      faults: run.fault === null ? [] : unpackFault(run.fault),
    }
    return { name, sentence, lastRun: lastRun ?? null }
  })
}

async function schedules(read: Read, manifests: readonly Manifest[]) {
  const { rows } = await sql<{ identifier: string; last_execution: Temporal.Instant | null }>`
    select identifier, last_execution from graphile_worker._private_known_crontabs
  `.execute(read.sql)
  const last = new Map(rows.map((row) => [row.identifier, row.last_execution]))
  const declared = manifests.flatMap((manifest) => manifest.schedule ?? [])
  return declared.map(({ job, cron }) => ({
    name: job.name,
    cron,
    lastRunAt: last.get(job.name)?.toString() ?? null,
    nextRunAt: nextMatch(cron, read.now)?.toString() ?? null,
  }))
}

async function invariants(read: Read, manifests: readonly Manifest[]) {
  const rows = await read.sql.selectFrom('platform.invariant_run').selectAll().execute()
  const runs = new Map(rows.map((row) => [row.name, row]))
  const declared = manifests.flatMap((manifest) => manifest.invariants ?? [])
  return declared.map(({ name, sentence }) => {
    const run = runs.get(name)
    return {
      name,
      sentence,
      checkedAt: run?.at.toString() ?? null,
      violatedSince: run?.violated_since?.toString() ?? null,
      violations: run?.violations ?? [],
      faults: run?.fault ? unpackFault(run.fault) : [],
    }
  })
}

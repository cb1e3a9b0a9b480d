import { sql } from 'kysely'
import type { ReplyOf } from '#kernel/endpoint.ts'
import type { getJob, JobRow, JOB_STATES } from '#platform/operations/contract.ts'
import { unpackFault } from '#platform/queue/fault-chain.ts'

/** A job as it lies in graphile-worker's tables, which nobody else reads; done ones are gone from there. */
export type QueuedJob = {
  id: bigint
  /** The number again, as the UUID (version 8, RFC 9562 §5.8) by which lists break ties. */
  key: string
  name: string
  state: (typeof JOB_STATES)[number]
  attempts: number
  attempts_max: number
  due_at: Temporal.Instant
  created_at: Temporal.Instant
  started_at: Temporal.Instant | null
  last_error: string | null
  payload: {
    payload?: unknown
    event?: string
    events?: readonly string[]
    order?: string
    by?: { actor: string; origin: string }
  }
}

export const queuedJobs = sql<QueuedJob>`(
  select j.id, ('00000000-0000-8000-8000-' || lpad(to_hex(j.id), 12, '0'))::uuid as key, t.identifier as name,
         case when j.locked_at is not null then 'running'
              when j.attempts >= j.max_attempts then 'dead'
              when j.attempts > 0 then 'failing'
              else 'waiting' end as state,
         j.attempts::integer, j.max_attempts::integer as attempts_max, j.run_at as due_at, j.created_at,
         j.locked_at as started_at, j.last_error, j.payload
    from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
)`.as('job')

export function rowOf(job: QueuedJob): JobRow {
  return {
    id: String(job.id),
    name: job.name,
    state: job.state,
    attempts: job.attempts,
    attemptsMax: job.attempts_max,
    dueAt: job.due_at.toString(),
    createdAt: job.created_at.toString(),
    startedAt: job.started_at?.toString() ?? null,
    order: job.payload.order ?? null,
    cause: job.payload.by ?? null,
    fault: faultsOf(job)[0]?.message ?? null,
  }
}

/** A worker that is killed says nothing, so its job has no error of its own. */
const KILLED =
  'The worker that ran it ended without a word: it was killed, or its machine lost power.'

export function faultsOf(job: QueuedJob): ReplyOf<typeof getJob>['faults'] {
  if (job.last_error !== null) return unpackFault(job.last_error)
  const isLeft = job.state === 'failing' || job.state === 'dead'
  return isLeft ? [{ name: 'WorkerLost', message: KILLED }] : []
}

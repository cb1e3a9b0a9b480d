import { Logger, runTaskListOnce } from 'graphile-worker'
import pg from 'pg'
import type { Clock } from '#platform/clock.ts'
import { guardAgainstLostConnections } from '#platform/db.ts'
import { buildTasks, type JobRun, type TaskOptions } from '#platform/queue/tasks.ts'

export type SettleOptions = {
  /** Without it, a failed job fails the caller: a test must not overlook one. */
  readonly failures?: 'expected'
  /** Also tries failed jobs again, without waiting for their back-off. */
  readonly retry?: boolean
}

const ROUNDS_MAX = 1_000

/**
 * Does all work that is due, with the worker's own code but one job at a time, so that a test or a
 * simulation knows when the building has come to rest. What is due is decided by `clock`, which may be moved.
 */
export async function settleJobs(
  options: Omit<TaskOptions, 'onRun'> & { readonly clock: Clock },
  { failures, retry = false }: SettleOptions = {},
): Promise<JobRun[]> {
  const runs: JobRun[] = []
  const tasks = buildTasks({ ...options, onRun: (run) => runs.push(run) })
  const pool = new pg.Pool({
    connectionString: options.database.url,
    application_name: 'kasi settle',
    max: 1,
  })
  guardAgainstLostConnections(pool)
  const client = await pool.connect()
  try {
    if (retry) await makeFailedDue(client)
    for (let rounds = 0; ; rounds++) {
      if (rounds > ROUNDS_MAX)
        throw new Error('The jobs never come to rest: they keep making new ones')
      await makeDue(client, options.clock.now())
      const before = runs.length
      await runTaskListOnce(
        { logger: new Logger(() => () => undefined), noHandleSignals: true },
        tasks,
        client,
      )
      if (runs.length === before) break
    }
  } finally {
    client.release()
    await pool.end()
  }
  const failed = runs.filter((run) => run.outcome !== 'done')
  if (failures !== 'expected' && failed.length > 0) {
    throw new AggregateError(
      failed.map((run) => run.error),
      `Failed: ${failed.map((run) => run.name).join(', ')}`,
    )
  }
  return runs
}

/** The database's clock is not moved; a job that was put off until a moment that has come by ours is due. */
async function makeDue(client: pg.PoolClient, now: Temporal.Instant) {
  await client.query(
    `update graphile_worker._private_jobs set run_at = now()
      where run_at > now() and attempts = 0 and locked_at is null and (payload->>'at')::timestamptz <= $1`,
    [now],
  )
}

/** In the order in which they were made, as the queue would have had them. */
async function makeFailedDue(client: pg.PoolClient) {
  await client.query(
    `update graphile_worker._private_jobs set run_at = now() - interval '1 s' + (id % 1000000) * interval '1 microsecond'
      where run_at > now() and attempts < max_attempts and last_error is not null and locked_at is null`,
  )
}

import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/**
 * The queue frees the jobs of a killed worker after four hours; a subscriber who paid would not wait
 * that long. So each worker holds an advisory lock for as long as its process lives: PostgreSQL drops it
 * with the connection, and whoever finds jobs locked by a worker without one frees them at once.
 */
export type Alive = { stop(): Promise<void> }

/** A worker is given this long from its first job to hold its lock. */
const GRACE_s = 3

export function stayAlive(options: {
  readonly url: string
  readonly workerId: string
  readonly sweep_ms: number
  /** Told once, when the lock is lost with its connection. Others may free our jobs from then on. */
  readonly onLost: (error: unknown) => void
}): Alive {
  const stopping = new AbortController()
  const running = run(options, stopping.signal)
  return {
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

async function run(options: Parameters<typeof stayAlive>[0], stopping: AbortSignal) {
  const client = new pg.Client({
    connectionString: options.url,
    application_name: 'kasi worker alive',
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    keepAlive: true,
  })
  client.on('error', options.onLost)
  try {
    await client.connect()
    // A machine that lost its power closes no connection; without this the lock would stay for hours.
    await client.query(
      'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3',
    )
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [options.workerId])
    while (!stopping.aborted) {
      await freeJobsOfTheDead(client, options.workerId)
      await sleep(options.sweep_ms, undefined, { signal: stopping }).catch(() => undefined)
    }
  } catch (error) {
    options.onLost(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function freeJobsOfTheDead(client: pg.Client, self: string) {
  await client.query(
    `
    with holder as (
      select distinct locked_by from graphile_worker._private_jobs where locked_at < now() - interval '${GRACE_s} s'
      union
      select distinct locked_by from graphile_worker._private_job_queues where locked_at < now() - interval '${GRACE_s} s'
    ), dead as materialized (
      select locked_by from holder where locked_by <> $1 and pg_try_advisory_xact_lock(hashtextextended(locked_by, 0))
    )
    select graphile_worker.force_unlock_workers(array_agg(locked_by)) from dead having count(*) > 0`,
    [self],
  )
}

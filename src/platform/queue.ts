import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  Logger,
  run,
  type Runner,
  type TaskList,
  type WorkerEvents,
  type WorkerPool,
} from 'graphile-worker'
import pg from 'pg'
import { must } from '#kernel/assert.ts'
import { guardAgainstLostConnections } from '#platform/db.ts'
import { type Alive, stayAlive } from '#platform/queue/alive.ts'
import { cronItems } from '#platform/queue/schedules.ts'
import { buildTasks, type TaskOptions } from '#platform/queue/tasks.ts'

export type WorkerOptions = TaskOptions & {
  /** Jobs at the same time in this process. */
  readonly concurrency?: number
  /** How long `stop` waits for running jobs before it gives them back to the queue. */
  readonly drain_s?: number
  /** How often to look for jobs of workers that died. */
  readonly sweep_ms?: number
  /** The queue itself is in trouble, mostly because the database is; it goes on by itself. */
  readonly onTrouble?: (error: unknown) => void
}

export type QueueWorker = {
  /** Takes no more jobs, tells running ones to stop, gives back what does not, and closes its connections. */
  stop(): Promise<void>
}

/** Falls back to asking this often; usually PostgreSQL says at once that there is something to do. */
const POLL_ms = 1_000
/** Signals to running jobs come this long before the drain's end. */
const LAST_CALL_ms = 5_000

/**
 * Does the work of the rooms: reactions, jobs, schedules and reconcilers, from the queue in PostgreSQL.
 * Any number of processes may run it at once. It outlives the database being gone and goes on when it returns.
 */
export function startWorker(options: WorkerOptions): QueueWorker {
  const { drain_s = 20, onTrouble = () => undefined } = options
  const stopping = new AbortController()
  const pgPool = openQueuePool(options)
  const tasks = buildTasks(options)
  let current: Run | undefined
  wakeWhenALaneIsFree(pgPool, () => {
    if (!stopping.signal.aborted) current?.workers.nudge(1)
  })

  async function keepRunning() {
    for (let failures = 0; !stopping.signal.aborted; failures++) {
      try {
        current = await startRun(options, pgPool, tasks)
        failures = 0
        await current.runner.promise
      } catch (error) {
        if (!stopping.signal.aborted) onTrouble(error)
      }
      await current?.alive.stop()
      current = undefined
      await sleep(Math.min(10_000, 100 * 2 ** failures), undefined, {
        signal: stopping.signal,
      }).catch(() => undefined)
    }
  }

  const running = keepRunning()
  return {
    stop: async () => {
      stopping.abort()
      if (current) await drain(current, drain_s)
      await running
      await pgPool.end()
    },
  }
}

type Run = { readonly runner: Runner; readonly workers: WorkerPool; readonly alive: Alive }

async function startRun(options: WorkerOptions, pgPool: pg.Pool, tasks: TaskList): Promise<Run> {
  const {
    concurrency = 10,
    drain_s = 20,
    sweep_ms = 10_000,
    onTrouble = () => undefined,
    database,
    manifests,
  } = options
  const events: WorkerEvents = new EventEmitter()
  let workers: WorkerPool | undefined
  events.on('pool:create', ({ workerPool }) => {
    workers = workerPool
  })
  const runner = await run({
    pgPool,
    events,
    taskList: tasks,
    parsedCronItems: cronItems(manifests),
    noHandleSignals: true,
    logger: quietLogger(onTrouble),
    gracefulShutdownAbortTimeout: Math.max(0, drain_s * 1_000 - LAST_CALL_ms),
    preset: {
      worker: {
        concurrentJobs: concurrency,
        // One look for work at a time, for all: looks side by side would hide the lanes from each other.
        localQueue: { size: concurrency },
        pollInterval: POLL_ms,
        // Without a delay, however short, a failure to note the end of a job would go unhandled.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
  })
  const made = must(workers, 'the queue made its workers')
  return {
    runner,
    workers: made,
    alive: stayAlive({ url: database.url, workerId: made.id, sweep_ms, onTrouble }),
  }
}

async function drain({ runner, workers }: Run, drain_s: number) {
  const drained = runner.stop().catch(() => undefined)
  const isLate = await Promise.race([
    drained.then(() => false),
    sleep(drain_s * 1_000, true, { ref: false }),
  ])
  if (isLate) await workers.forcefulShutdown('The drain took too long')
}

/** The queue reads dates and counts with pg's own parsers, so it has a pool of its own; also the API never waits for it. */
function openQueuePool({ database, concurrency = 10, onTrouble }: WorkerOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: database.url,
    application_name: 'kasi worker',
    // Each job notes its end, and one connection listens.
    max: Math.min(concurrency, 10) + 2,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    query_timeout: 35_000,
    keepAlive: true,
  })
  guardAgainstLostConnections(pool, onTrouble)
  return pool
}

/** Failed jobs are told by `onRun`; what else the queue calls an error is trouble. */
function quietLogger(onTrouble: (error: unknown) => void): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error' && !meta?.failure) onTrouble(new Error(message, { cause: meta?.error }))
  })
}

/** The queue's own names for the statements that free a lane at the end of a job. */
const FREES_A_LANE = /^(complete|fail)_job_q\//

/**
 * A worker looks for its next job before the end of the last one is noted, so it finds that one's lane
 * still taken and would rest until the next poll. This wakes one worker when a lane has become free.
 */
function wakeWhenALaneIsFree(pool: pg.Pool, nudge: () => void): void {
  pool.on('connect', (client) => {
    client.query = new Proxy(client.query, {
      apply(query, self, args: unknown[]) {
        const result: unknown = Reflect.apply(query, self, args)
        const isFreed = isNamed(args[0]) && FREES_A_LANE.test(args[0].name)
        if (isFreed && result instanceof Promise) void result.then(nudge, () => undefined)
        return result
      },
    })
  })
}

function isNamed(query: unknown): query is { name: string } {
  return (
    typeof query === 'object' && query !== null && 'name' in query && typeof query.name === 'string'
  )
}

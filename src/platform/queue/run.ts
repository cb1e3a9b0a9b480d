import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, run, type TaskList, type WorkerEvents, type WorkerPool } from 'graphile-worker'
import pg from 'pg'
import { must } from '#kernel/assert.ts'
import { wallClock } from '#platform/clock.ts'
import { classifyDatabaseError, DatabaseFault } from '#platform/database-fault.ts'
import { guardAgainstLostConnections } from '#platform/db.ts'
import { stayAlive } from '#platform/queue/alive.ts'
import { cronItems, forgetAllButTheLatest } from '#platform/queue/schedules.ts'
import type { WorkerOptions } from '#platform/queue.ts'

/** The queue at work until the database goes away under it, or it is told to end. */
export type Run = {
  /** Settles when this run can no longer be trusted to know which jobs it has. */
  readonly over: Promise<void>
  /** Takes no more jobs, gives running ones `drain_s` seconds, gives back the rest, and lets go of the database. */
  end(drain_s: number): Promise<void>
}

/** Falls back to asking this often; usually PostgreSQL says at once that there is something to do. */
const POLL_ms = 1_000
/** Signals to running jobs come this long before the drain's end. */
const LAST_CALL_ms = 5_000
/** The longest that each of the last steps may take when the database does not answer. */
const LETTING_GO_ms = 5_000

export async function startRun(options: WorkerOptions, tasks: TaskList): Promise<Run> {
  const { sweep_ms = 10_000, onTrouble = () => undefined, database } = options
  const over = Promise.withResolvers<void>()
  let isEnding = false
  // An answer that got lost may have been "these jobs are yours": they would stay locked by us for hours.
  const suffer = (error: unknown) => {
    if (isEnding) return
    onTrouble(error)
    if (isGone(error)) over.resolve()
  }

  let workers: WorkerPool | undefined
  const pgPool = openQueuePool(options)
  wakeWhenALaneIsFree(pgPool, () => {
    if (!isEnding) workers?.nudge(1)
  })
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => {
    workers = workerPool
  })
  holdUntilReleased(events)
  const startRunner = async () => {
    const parsedCronItems = cronItems(options.manifests)
    await forgetAllButTheLatest(pgPool, parsedCronItems, wallClock.now())
    const logger = quietLogger(suffer)
    return run({
      ...runnerOptions(options),
      ...{ parsedCronItems, pgPool, events, logger },
      taskList: tasks,
    })
  }
  const runner = await startRunner().catch(async (error: unknown) => {
    await within(LETTING_GO_ms, pgPool.end())
    throw error
  })
  runner.promise
    .catch(suffer)
    .finally(over.resolve)
    .catch(() => undefined)
  const made = must(workers, 'the queue made its workers')
  const alive = stayAlive({ url: database.url, workerId: made.id, sweep_ms, onLost: suffer })

  return {
    over: over.promise,
    end: async (drain_s) => {
      isEnding = true
      const isDrained = await within(drain_s * 1_000, runner.stop())
      if (!isDrained)
        await within(
          LETTING_GO_ms,
          Promise.resolve(made.forcefulShutdown('The drain took too long')),
        )
      await within(LETTING_GO_ms, alive.stop())
      await within(LETTING_GO_ms, pgPool.end())
    },
  }
}

function runnerOptions({ concurrency = 10, drain_s = 20 }: WorkerOptions) {
  return {
    noHandleSignals: true,
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
  }
}

/**
 * A look-ahead queue of graphile-worker 0.18 that is let go of while jobs wait in it counts itself as done before it gives them
 * back: it fails, and where the database is gone the giving back fails with nobody to hear of it, which ends the process. One more
 * thing in the background, until it has begun to let go, keeps its count above nothing.
 */
function holdUntilReleased(events: WorkerEvents): void {
  events.on('localQueue:init', ({ localQueue }) => {
    const released = Promise.withResolvers<void>()
    localQueue['background'](released.promise)
    events.on('localQueue:setMode', ({ newMode }) => {
      if (newMode === 'RELEASED') released.resolve()
    })
  })
}

/** Whether it came to an end in time, well or not. */
async function within(ms: number, ending: Promise<unknown>): Promise<boolean> {
  const ended = ending.then(
    () => true,
    () => true,
  )
  return Promise.race([ended, sleep(ms, false, { ref: false })])
}

function isGone(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  const fault = classifyDatabaseError(cause)
  return fault instanceof DatabaseFault && fault.kind === 'gone'
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

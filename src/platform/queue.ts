import { setTimeout as sleep } from 'node:timers/promises'
import { type Run, startRun } from '#platform/queue/run.ts'
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

/** What still runs when the database went away cannot note its end anyway. */
const OUTAGE_DRAIN_s = 2
const PAUSE_MAX_ms = 5_000

/**
 * Does the work of the rooms: reactions, jobs, schedules and reconcilers, from the queue in PostgreSQL.
 * Any number of processes may run it at once. It outlives the database being gone and goes on when it
 * returns: each outage ends one run, and the next begins under a new name, so that what the lost one
 * had locked is freed like that of any dead worker.
 */
export function startWorker(options: WorkerOptions): QueueWorker {
  const { drain_s = 20, onTrouble = () => undefined } = options
  const stopping = new AbortController()
  const tasks = buildTasks(options)
  const stop = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve())
  })

  async function keepRunning() {
    for (let failures = 0; !stopping.signal.aborted; failures++) {
      const run: Run | undefined = await startRun(options, tasks).catch((error: unknown) => {
        onTrouble(error)
        return undefined
      })
      if (run) {
        failures = 0
        await Promise.race([run.over, stop])
        await run.end(stopping.signal.aborted ? drain_s : OUTAGE_DRAIN_s)
      }
      const pause_ms = Math.min(PAUSE_MAX_ms, 100 * 2 ** failures)
      await sleep(pause_ms, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  const running = keepRunning()
  return {
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

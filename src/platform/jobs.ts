import { z } from 'zod'
import type { ParsedPayloadOf } from '#platform/events.ts'
import type { Read, Tx } from '#platform/tx.ts'

/** Work for later, or work that touches the world: `messaging.deliver`. */
export type JobType<P extends z.ZodType = z.ZodType> = {
  readonly name: `${string}.${string}`
  readonly payload: P
}

export function defineJob<P extends z.ZodType>(name: JobType['name'], payload: P): JobType<P> {
  return { name, payload }
}

export type LaterOptions = {
  /** Not before this instant. */
  at?: Temporal.Instant
  /**
   * Jobs with the same order value run one after another (per-subscriber order). One that fails holds up
   * later ones of the same name and order until it is done or dead; those of other names pass it.
   */
  order?: string
  /** At most one waiting job of this key; a later one replaces it. */
  key?: string
}

/** What a job may hold: short units before and after, never one across a call to the world. */
export type JobDoor = {
  unit<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  read<T>(work: (read: Read) => Promise<T>): Promise<T>
  /** Aborted when the job runs out of time or the worker drains; pass it to every call to the world. */
  readonly signal: AbortSignal
  readonly attempt: number
}

export type Worker<J extends JobType = JobType> = {
  readonly job: J
  readonly run: (door: JobDoor, payload: ParsedPayloadOf<J>) => Promise<void>
  /** Tries before the job is dead and shown to staff; 10 unless said. */
  readonly attempts?: number
  /** Seconds before `signal` aborts; 60 unless said. */
  readonly timeout_s?: number
}

export function work<J extends JobType>(
  job: J,
  run: Worker<J>['run'],
  options: Pick<Worker, 'attempts' | 'timeout_s'> = {},
): Worker {
  return { job, run, ...options } as unknown as Worker
}

/** Runs `job` (whose payload must accept `{}`) at every match of a five-field cron line, in UTC unless said. */
export type Schedule = { readonly job: JobType; readonly cron: string }

/**
 * Closes the gap between what is intended and what is applied. Woken by events, run every minute
 * anyway, takes no input, idempotent, bounded per run, no inner retry: the next run is the retry.
 */
export type Reconciler = {
  readonly name: `${string}.${string}`
  readonly sentence: string
  /** Does a bounded batch; says how much is left so that the screen can show the gap. */
  readonly close: (door: JobDoor) => Promise<{ done: number; left: number }>
  readonly cron?: string
}

/** When the reconciler is woken again before it ran, it still runs once. */
export const WAKE = { payload: z.object({}), key: 'wake' }

/** Lets a reconciler run as soon as this unit has committed, instead of within the minute. */
export function wake(tx: Pick<Tx, 'later'>, reconciler: Reconciler['name']): void {
  tx.later({ name: reconciler, payload: WAKE.payload }, {}, { key: WAKE.key })
}

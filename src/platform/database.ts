/** Generated from the migrated database by `npm run db:types`; do not edit. */
import type { ColumnType } from 'kysely'

type Generated<T> = ColumnType<T, T | undefined, T>

/** Written as JSON text, so that an array is not taken for one of PostgreSQL's. */
type Json = ColumnType<unknown, string, string>

export interface PlatformEvent {
  id: string
  name: string
  payload: Json
  at: Temporal.Instant
  actor: string
  origin: string
  order_key: string | null
}

export interface PlatformInvariantRun {
  name: string
  at: Temporal.Instant
  violated_since: Temporal.Instant | null
  violations: string[]
  fault: string | null
}

export interface PlatformMigration {
  number: number
  name: string
  sha256: string
  applied_at: Generated<Temporal.Instant>
}

export interface PlatformReactionDone {
  event_id: string
  reaction: string
  at: Temporal.Instant
}

export interface PlatformReconciler {
  name: string
  started_at: Temporal.Instant
  finished_at: Temporal.Instant | null
  done: number | null
  remaining: number | null
  fault: string | null
}

export interface PlatformScheduleRun {
  name: string
  at: Temporal.Instant
}

export interface DB {
  'platform.event': PlatformEvent
  'platform.invariant_run': PlatformInvariantRun
  'platform.migration': PlatformMigration
  'platform.reaction_done': PlatformReactionDone
  'platform.reconciler': PlatformReconciler
  'platform.schedule_run': PlatformScheduleRun
}

import type { Kysely, Transaction } from 'kysely'
import type { Actor, SiteScope } from '#kernel/actor.ts'
import type { DB } from '#platform/database.ts'
import type { EventType, PayloadOf } from '#platform/events.ts'
import type { JobType, LaterOptions } from '#platform/jobs.ts'
import type { Vault } from '#platform/vault.ts'

/**
 * One unit of work: one transaction, one moment, one answerable actor. Commands receive it first and
 * have nothing else to reach the database with; only the edges (HTTP, queue, RADIUS, schedule, CLI)
 * open one.
 *
 * `emit` and `later` are buffered and written just before commit, in the same transaction, so what
 * is announced is exactly what happened.
 */
export type Tx = {
  readonly sql: Transaction<DB>
  /** Fixed for the whole unit. Nobody else reads a clock. */
  readonly now: Temporal.Instant
  readonly actor: Actor
  /**
   * Where this unit may work: the sites at which its caller holds the permission of the endpoint, for staff of some sites;
   * `all` for everybody else, whose limits are other ones (a subscriber's are their own things).
   */
  readonly sites: SiteScope
  readonly vault: Vault
  emit<E extends EventType>(event: E, payload: PayloadOf<E>, options?: { order?: string }): void
  later<J extends JobType>(job: J, payload: PayloadOf<J>, options?: LaterOptions): void
}

/** For work that only looks: a read-only transaction, so a query cannot write by accident. */
export type Read = Pick<Tx, 'sql' | 'now' | 'actor' | 'sites' | 'vault'>

/** Where a unit of work comes from; kept with everything that it writes. */
export type Origin = {
  readonly actor: Actor
  /** Where the caller may work in this unit; wherever any permission of theirs reaches, unless said. */
  readonly sites?: SiteScope
  /** Endpoint, job, reaction or command-line name: `organization.open-site`. */
  readonly name: string
  readonly request?: { readonly id: string; readonly ip: string; readonly userAgent: string }
  /** What was asked, parsed. Kept sealed in the audit trail, without fields that hold secrets. */
  readonly input?: unknown
  /** Counters of the machine's own (guesses, last seen), which say nothing about anybody's work: no row in the audit trail. */
  readonly bookkeeping?: true
}

export type Units = {
  /**
   * Read-write; read committed unless said: lock what you decide upon. Run again from the start after a
   * serialization failure or deadlock, with a bound, so `work` must touch nothing but its `tx`.
   */
  unit<T>(
    origin: Origin,
    work: (tx: Tx) => Promise<T>,
    options?: { isolation?: 'read committed' | 'serializable' },
  ): Promise<T>
  /** Read-only, repeatable read. */
  read<T>(origin: Origin, work: (read: Read) => Promise<T>): Promise<T>
  /**
   * Read-only, for work of one statement, which is its own moment: each statement stands alone, without a
   * transaction around it, at a third of the round trips. Pages of lists are read like this.
   */
  glance<T>(origin: Origin, work: (read: Read) => Promise<T>): Promise<T>
  /**
   * Writes in one statement, which is its own transaction, at a quarter of the round trips. For counters of the machine's own that come by
   * the thousand a second: nothing is announced, queued or kept in the audit trail, and nothing that was begun is run again.
   */
  stroke<T>(
    origin: Origin & { bookkeeping: true },
    work: (stroke: Stroke) => Promise<T>,
  ): Promise<T>
}

/** What there is for writing in one statement. */
export type Stroke = Pick<Tx, 'sql' | 'now' | 'vault'>

export type Sql = Kysely<DB> | Transaction<DB>

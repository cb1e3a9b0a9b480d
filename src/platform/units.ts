import { setTimeout as sleep } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import { reactAtOnce } from '#platform/at-once.ts'
import type { Clock } from '#platform/clock.ts'
import {
  classifyDatabaseError,
  isOutdatedStatement,
  isWorthRetrying,
} from '#platform/database-fault.ts'
import type { DB } from '#platform/database.ts'
import type { Database } from '#platform/db.ts'
import type { Manifest } from '#platform/manifest.ts'
import { flushOutbox, listenersOf, openOutbox } from '#platform/outbox.ts'
import { sitesOf } from '#platform/reach.ts'
import type { Origin, Read, Tx, Units } from '#platform/tx.ts'
import { KeyNotHeld, type Vault } from '#platform/vault.ts'

/** Adds to every read-write unit, in its transaction, after all its work: the audit trail. */
export type BeforeCommit = (tx: Tx, origin: Origin) => Promise<void>

export type UnitsOptions = {
  readonly database: Database
  readonly clock: Clock
  readonly vault: Vault
  /** The rooms whose reactions and jobs are queued. */
  readonly manifests: readonly Manifest[]
  readonly beforeCommit?: readonly BeforeCommit[]
  /** Told what a unit announced, once it is committed. For counting; nothing may depend on it. */
  readonly onAnnounced?: (events: readonly string[]) => void
  /** Told when a unit had to be run again. */
  readonly onRetry?: (origin: Origin, attempt: number, cause: unknown) => void
  /** Told when a reaction failed in the announcing unit and was left to the queue. */
  readonly onPutOff?: (reaction: string, cause: unknown) => void
}

const TRIES = 5

/**
 * Opens units of work on PostgreSQL.
 *
 * A read-write unit is READ COMMITTED. Some rows are wanted by many units at once: the next invoice
 * number, an account that all of them post to. At REPEATABLE READ a unit that waits for such a row
 * always fails and starts over, and under load the retries eat the machine; at READ COMMITTED it waits
 * its turn and goes on. The price is a rule: a command locks what it decides upon (`forUpdate()`), or
 * a constraint guards it. What can be neither locked nor constrained asks for
 * `isolation: 'serializable'`, and pays with retries.
 *
 * A read unit is REPEATABLE READ, READ ONLY: all its queries see the same moment.
 *
 * Errors: a refusal or a bug passes through as thrown; where the database is in the way it becomes a
 * `DatabaseFault`.
 */
export function createUnits(options: UnitsOptions): Units {
  const { database, clock, vault, beforeCommit = [], onRetry, onAnnounced, onPutOff } = options
  const listeners = listenersOf(options.manifests)

  async function attempt<T>(
    sql: Transaction<DB>,
    origin: Origin,
    work: (tx: Tx) => Promise<T>,
    isLastTry: boolean,
  ) {
    const now = clock.now()
    const outbox = openOutbox(now)
    const { emit, later } = outbox
    const tx: Tx = { sql, now, vault, ...whoAndWhere(origin), emit, later }
    const result = await work(tx)
    const done = await reactAtOnce(tx, outbox, listeners.atOnce, { isLastTry, onPutOff })
    await flushOutbox(tx, origin, outbox, listeners, done)
    for (const add of beforeCommit) await add(tx, origin)
    return { result, announced: outbox.announced }
  }

  return {
    async unit(origin, work, { isolation = 'read committed' } = {}) {
      const transaction = database.sql.transaction().setIsolationLevel(isolation)
      for (let tries = 1; ; tries++) {
        const outcome = await transaction
          .execute((sql) => attempt(sql, origin, work, tries === TRIES))
          .catch(async (error: unknown) => {
            if (tries === TRIES || !isWorthRetrying(error)) throw classifyDatabaseError(error)
            onRetry?.(origin, tries, error)
            if (error instanceof KeyNotHeld) await error.asked
            return undefined
          })
        if (outcome) {
          if (outcome.announced.length > 0) onAnnounced?.(outcome.announced.map(({ name }) => name))
          return outcome.result
        }
        await sleep(Math.random() * 10 * 2 ** tries)
      }
    },
    async read(origin, work) {
      const transaction = database.sql
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
      return onceMore(() =>
        transaction.execute((sql) => {
          const read: Read = { sql, now: clock.now(), ...whoAndWhere(origin), vault }
          return work(read)
        }),
      )
    },
    async glance(origin, work) {
      // To queries a Kysely with a transaction and one without are the same; only the type differs.
      const sql = database.glances as Transaction<DB>
      return onceMore(() => work({ sql, now: clock.now(), ...whoAndWhere(origin), vault }))
    },
    async stroke(_origin, work) {
      // As above: a statement without a transaction around it.
      const sql = database.strokes as Transaction<DB>
      return onceMore(() => work({ sql, now: clock.now(), vault }))
    },
  }
}

/** What only looks, or has written nothing when it fails, is done once more where a key that it needs was on its way to this process, or a kept statement was outdated. */
async function onceMore<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      const isKey = error instanceof KeyNotHeld
      if (tries > 1 || !(isKey || isOutdatedStatement(error))) throw classifyDatabaseError(error)
      if (isKey) await error.asked
    }
  }
}

function whoAndWhere({ actor, sites = sitesOf(actor) }: Origin) {
  return { actor, sites }
}

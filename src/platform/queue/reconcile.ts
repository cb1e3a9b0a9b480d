import type { Database } from '#platform/db.ts'
import { type JobDoor, type Reconciler, wake } from '#platform/jobs.ts'
import { faultChain } from '#platform/queue/fault-chain.ts'

/**
 * Runs a reconciler once and notes how it went. A failure is kept and shown, not retried: the next run,
 * a minute later at most, is the retry. A run that closed a part of the gap is followed by another at once.
 *
 * The notes are the machine's own bookkeeping, so they are written outside of units and their audit trail.
 */
export async function reconcile(
  database: Database,
  reconciler: Reconciler,
  door: JobDoor,
): Promise<void> {
  const { name } = reconciler
  await noteStart(database, name)
  try {
    const { done, left } = await reconciler.close(door)
    await noteEnd(database, name, { done, remaining: left, fault: null })
    if (done > 0 && left > 0) await door.unit(async (tx) => wake(tx, name))
  } catch (error) {
    await noteEnd(database, name, { fault: JSON.stringify(faultChain(error)) })
    throw error
  }
}

async function noteStart(database: Database, name: string) {
  await database.sql
    .insertInto('platform.reconciler')
    .values((eb) => ({ name, started_at: eb.fn<Temporal.Instant>('clock_timestamp') }))
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((eb) => ({
        started_at: eb.fn<Temporal.Instant>('clock_timestamp'),
        finished_at: null,
      })),
    )
    .execute()
}

async function noteEnd(
  database: Database,
  name: string,
  result: { fault: string } | { done: number; remaining: number; fault: null },
) {
  await database.sql
    .updateTable('platform.reconciler')
    .set((eb) => ({ ...result, finished_at: eb.fn<Temporal.Instant>('clock_timestamp') }))
    .where('name', '=', name)
    .execute()
}

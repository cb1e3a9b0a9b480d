import { sql } from 'kysely'
import { wake } from '#platform/jobs.ts'
import type { Manifest } from '#platform/manifest.ts'
import { jobDeleted } from '#platform/operations/events.ts'
import { noSuchReconciler } from '#platform/operations/refusals.ts'
import { unpackFault } from '#platform/queue/fault-chain.ts'
import type { Tx } from '#platform/tx.ts'

/**
 * Lets failing and dead jobs be tried again at once, as if they were new. Running ones are left alone:
 * a worker has them, and would do the work twice.
 */
export function retryJobs(tx: Tx, ids: readonly string[]): Promise<number> {
  return retry(tx, sql`id = any(${ids.map(BigInt)}) and attempts > 0`)
}

/** The same for all dead jobs of one name: the bug is fixed, the gateway is back. */
export function retryDeadJobs(tx: Tx, name: string): Promise<number> {
  const ofName = sql`task_id = (select id from graphile_worker._private_tasks where identifier = ${name})`
  return retry(tx, sql`${ofName} and attempts >= max_attempts`)
}

/** Due in the order in which they were made: one that came before its elder would be put off for a second. */
async function retry(tx: Tx, which: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql`
    with again as (
      select id, row_number() over (order by id desc) * interval '1 microsecond' as ahead
        from graphile_worker._private_jobs
       where locked_at is null and ${which}
    )
    update graphile_worker._private_jobs j
       set attempts = 0, run_at = now() - ahead, updated_at = clock_timestamp()
      from again
     where j.id = again.id and j.locked_at is null
    returning j.id
  `.execute(tx.sql)
  // The queue listens for this; without it the jobs would wait for the next poll.
  await sql`select pg_notify('jobs:insert', json_build_object('count', ${rows.length}::integer)::text)`.execute(
    tx.sql,
  )
  return rows.length
}

/** Gives up on failing and dead jobs for good. Work that has not failed cannot be deleted. */
export async function deleteJobs(tx: Tx, ids: readonly string[], reason: string): Promise<number> {
  const { rows } = await sql<{ id: bigint; name: string; last_error: string | null }>`
    delete from graphile_worker._private_jobs j
     using graphile_worker._private_tasks t
     where t.id = j.task_id and j.id = any(${ids.map(BigInt)}) and j.locked_at is null and j.attempts > 0
    returning j.id, t.identifier as name, j.last_error
  `.execute(tx.sql)
  for (const { id, name, last_error } of rows) {
    const fault = last_error === null ? null : (unpackFault(last_error)[0]?.message ?? null)
    tx.emit(jobDeleted, { jobId: String(id), name, fault, reason })
  }
  return rows.length
}

export function wakeReconciler(tx: Tx, given: string, manifests: readonly Manifest[]): void {
  const known = manifests
    .flatMap((manifest) => manifest.reconcilers ?? [])
    .find(({ name }) => name === given)
  if (!known) throw noSuchReconciler({ name: given })
  wake(tx, known.name)
}

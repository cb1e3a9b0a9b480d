import type { Job } from 'graphile-worker'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '#platform/db.ts'

const ordered = z.object({ order: z.string() })

/** Not a failure: the job will be asked for again once the one that it waits for is over. */
class Postponed extends Error {
  override name = 'Postponed'
}

/**
 * The queue hands out the jobs of one order one after another, but lets a failed one step aside until
 * its next try, and later ones would overtake it: the line would be opened and then closed, though the
 * subscriber paid last. So a job waits for every earlier one of its name and order that was tried and is
 * neither done nor dead. Throws to put the job back behind that one, without counting it as a try.
 */
export async function waitForEarlier(database: Database, job: Job): Promise<void> {
  const { success, data } = ordered.safeParse(job.payload)
  if (!success) return
  const { rows } = await sql<{ id: bigint }>`
    update graphile_worker._private_jobs mine
       set attempts = mine.attempts - 1,
           run_at = greatest(now(), earlier.run_at) + (mine.id - earlier.id) * interval '1 microsecond'
      from (
        select id, run_at from graphile_worker._private_jobs
         where job_queue_id = ${job.job_queue_id} and task_id = ${job.task_id} and (attempts > 0 or last_error is not null)
           and id < ${BigInt(job.id)} and attempts < max_attempts and payload->>'order' = ${data.order}
         order by run_at desc limit 1
      ) earlier
     where mine.id = ${BigInt(job.id)}
    returning earlier.id
  `.execute(database.sql)
  const earlier = rows[0]
  if (earlier) throw new Postponed(`Waits for job ${earlier.id}, which is earlier in its order`)
}

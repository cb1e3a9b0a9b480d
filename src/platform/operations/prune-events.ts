import { sql } from 'kysely'
import { z } from 'zod'
import { defineJob, work, type Worker } from '#platform/jobs.ts'

export const pruneEventsJob = defineJob('platform.prune-events', z.object({}))

const KEPT_DAYS = 30
const BATCH_ROWS = 5_000

/**
 * Deletes events, with the notes on their reactions, once they are older than 30 days and no job needs
 * them: a dead reaction keeps its event until staff retries or deletes it. In batches, each its own
 * short unit, so that nothing else waits; what one run does not finish in time, the next does.
 */
export const pruneEvents: Worker = work(pruneEventsJob, async (door) => {
  for (let deleted = BATCH_ROWS; deleted === BATCH_ROWS && !door.signal.aborted;) {
    deleted = await door.unit(async (tx) => {
      const result = await sql`
        delete from platform.event where id in (
          select e.id from platform.event e
           where e.at < ${tx.now.subtract({ hours: KEPT_DAYS * 24 })}
             and not exists (select from graphile_worker._private_jobs j where j.payload->>'event' = e.id::text)
             and not exists (select from graphile_worker._private_jobs j, json_array_elements_text(j.payload->'events') as other
               where other = e.id::text)
           order by e.at limit ${BATCH_ROWS})
      `.execute(tx.sql)
      return Number(result.numAffectedRows ?? 0n)
    })
  }
})

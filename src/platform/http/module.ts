import { z } from 'zod'
import { defineJob, work, type JobDoor } from '#platform/jobs.ts'
import { defineModule } from '#platform/manifest.ts'
import type { Tx } from '#platform/tx.ts'
import { EXPORT } from '#platform/http/answer.ts'
import { forgetReplies } from '#platform/http/idempotency.ts'
import { forgetGuesses } from '#platform/http/limits.ts'

const forget = defineJob('platform.forget-calls', z.object({}))

/** What the HTTP edge keeps in the database, and for how long. */
export const edge = defineModule({
  name: 'platform',
  permissions: { [EXPORT]: 'Download whole lists of personal data as files' },
  jobs: [
    work(forget, async (door) => {
      await untilDone(door, forgetReplies)
      await untilDone(door, forgetGuesses)
    }),
  ],
  schedule: [{ job: forget, cron: '20 * * * *' }],
})

async function untilDone(door: JobDoor, batch: (tx: Tx) => Promise<boolean>): Promise<void> {
  while (!door.signal.aborted) if (!(await door.unit(batch))) return
}

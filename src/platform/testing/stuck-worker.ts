import { sql } from 'kysely'
import { z } from 'zod'
import { wallClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import { defineEvent, on } from '#platform/events.ts'
import { defineJob, work } from '#platform/jobs.ts'
import { defineModule } from '#platform/manifest.ts'
import { startWorker } from '#platform/queue.ts'
import { testVault } from '#platform/testing/vault.ts'
import { createUnits } from '#platform/units.ts'

export const paid = defineEvent('bank.paid', z.object({ receipt: z.string() }))
export const call = defineJob('bank.call', z.object({ receipt: z.string() }))

/** A room whose work stops half way, after it wrote, where `halfWay` waits. */
export function bank(halfWay: () => Promise<void>) {
  return defineModule({
    name: 'bank',
    reactions: [
      on(paid, 'bank.book', async (tx, { receipt }) => {
        await sql`insert into public.booking (receipt) values (${receipt})`.execute(tx.sql)
        await halfWay()
      }),
    ],
    jobs: [
      work(call, async (door, { receipt }) => {
        await door.unit((tx) =>
          sql`insert into public.booking (receipt) values (${receipt})`.execute(tx.sql),
        )
        await halfWay()
      }),
    ],
  })
}

// Started as a process of its own, to be killed in the middle: says `half way` and stays there.
if (import.meta.main) {
  const database = openDatabase({ url: process.argv[2] ?? '', name: 'kasi test' })
  const manifests = [
    bank(() => {
      console.log('half way')
      return new Promise(() => undefined)
    }),
  ]
  const units = createUnits({ database, clock: wallClock, vault: testVault, manifests })
  startWorker({ manifests, units, database })
}

/**
 * From the commit of a change to the commit of the reaction to it, on an idle machine; and how many
 * reactions a second one worker does when many wait, without order and with (one queue per subscriber).
 * PostgreSQL writes durably, as in production.
 */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { system } from '#kernel/actor.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { stopwatch, wallClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import { defineEvent, on } from '#platform/events.ts'
import { defineModule } from '#platform/manifest.ts'
import { migrate } from '#platform/migrate.ts'
import { startWorker } from '#platform/queue.ts'
import { testVault } from '#platform/testing/vault.ts'
import { createUnits } from '#platform/units.ts'

const SINGLE = 400
const MANY = 6_000
const SUBSCRIBERS = 500
const PER_UNIT = 20

const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
const server = await startPostgres({ home })
await migrate({ url: server.url })
const database = openDatabase({ url: server.url, name: 'kasi bench', connections: 20 })
await sql`create table public.effect (n integer)`.execute(database.sql)

const happened = defineEvent('bench.happened', z.object({ n: z.number() }))
const bench = defineModule({
  name: 'bench',
  reactions: [
    on(happened, 'bench.react', async (tx, { n }) => {
      await sql`insert into public.effect (n) values (${n})`.execute(tx.sql)
    }),
  ],
})
const manifests = [bench]
const units = createUnits({ database, clock: wallClock, vault: testVault, manifests })
const origin = { actor: system('bench'), name: 'bench.emit' }

let onDone = () => undefined as void
const worker = startWorker({
  manifests,
  units,
  database,
  onRun: () => onDone(),
  onTrouble: (error) => console.error(error),
})
await sleep(1_000)

async function latencies_ms(): Promise<number[]> {
  const taken: number[] = []
  for (let n = 0; n < SINGLE; n++) {
    const reacted = Promise.withResolvers<void>()
    onDone = reacted.resolve
    await units.unit(origin, async (tx) => tx.emit(happened, { n }))
    const elapsed_ms = stopwatch()
    await reacted.promise
    taken.push(elapsed_ms())
    // The machine is to be idle in between, as when one subscriber pays.
    await sleep(10 + 20 * Math.random())
  }
  return taken.toSorted((a, b) => a - b)
}

async function jobsPerSecond(orderOf: (n: number) => { order?: string }): Promise<number> {
  const all = Promise.withResolvers<void>()
  let done = 0
  onDone = () => {
    done++
    if (done === MANY) all.resolve()
  }
  const elapsed_ms = stopwatch()
  for (let n = 0; n < MANY; n += PER_UNIT) {
    await units.unit(origin, async (tx) => {
      for (let i = n; i < n + PER_UNIT; i++) tx.emit(happened, { n: i }, orderOf(i))
    })
  }
  await all.promise
  return Math.round((MANY / elapsed_ms()) * 1_000)
}

const at = (sorted: readonly number[], share: number) =>
  Number((sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2))

try {
  await latencies_ms()
  const single = await latencies_ms()
  const unordered = await jobsPerSecond(() => ({}))
  const ordered = await jobsPerSecond((n) => ({ order: `subscriber-${n % SUBSCRIBERS}` }))
  console.log(
    JSON.stringify({
      bench: 'jobs',
      idle_p50_ms: at(single, 0.5),
      idle_p99_ms: at(single, 0.99),
      jobs_per_s: unordered,
      ordered_jobs_per_s: ordered,
      aim_p50_ms: 15,
    }),
  )
} finally {
  await worker.stop()
  await database.close()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { system } from '#kernel/actor.ts'
import { type EmbeddedPostgres, startPostgres } from '#main/embedded-postgres.ts'
import { wallClock } from '#platform/clock.ts'
import { DatabaseFault } from '#platform/database-fault.ts'
import { type Database, openDatabase } from '#platform/db.ts'
import { defineEvent, on } from '#platform/events.ts'
import { defineModule } from '#platform/manifest.ts'
import { migrate } from '#platform/migrate.ts'
import { type QueueWorker, startWorker } from '#platform/queue.ts'
import { testVault } from '#platform/testing/vault.ts'
import { createUnits } from '#platform/units.ts'

const origin = { actor: system('test'), name: 'test.work' }
const knocked = defineEvent('door.knocked', z.object({ n: z.int() }))
const door = defineModule({
  name: 'door',
  reactions: [
    on(knocked, 'door.open', async (tx, { n }) => {
      await sql`insert into public.opened (n) values (${n})`.execute(tx.sql)
    }),
  ],
})
const manifests = [door]

const home = mkdtempSync(join(tmpdir(), 'kasi-outage-'))
let server: EmbeddedPostgres
let database: Database
let worker: QueueWorker
beforeAll(async () => {
  server = await startPostgres({ home })
  await migrate({ url: server.url })
  database = openDatabase({ url: server.url, name: 'kasi test' })
  await sql`create table public.opened (n integer)`.execute(database.sql)
  worker = startWorker({ manifests, units: unitsOf(database), database, sweep_ms: 500 })
})
afterAll(async () => {
  await worker.stop()
  await database.close()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
})

const unitsOf = (on: Database) =>
  createUnits({ database: on, clock: wallClock, vault: testVault, manifests })

test('the database stops and starts under load: clear faults, nothing confirmed is lost, all goes on by itself', async () => {
  const units = unitsOf(database)
  const confirmed: number[] = []
  const faults: unknown[] = []
  const halt = new AbortController()
  let next = 0
  const visitor = async () => {
    while (!halt.signal.aborted) {
      const n = next++
      await units
        .unit(origin, async (tx) => tx.emit(knocked, { n }))
        .then(
          () => confirmed.push(n),
          (fault: unknown) => faults.push(fault),
        )
      await sleep(2)
    }
  }
  const visitors = Array.from({ length: 8 }, visitor)

  await expect.poll(() => confirmed.length, { timeout: 10_000 }).toBeGreaterThan(100)
  await server.stop()
  await expect.poll(() => faults.length, { timeout: 10_000 }).toBeGreaterThan(20)
  const before = confirmed.length
  server = await startPostgres({ home })
  await expect.poll(() => confirmed.length, { timeout: 20_000 }).toBeGreaterThan(before + 100)
  halt.abort()
  await Promise.all(visitors)

  for (const fault of faults) {
    expect(fault).toBeInstanceOf(DatabaseFault)
    expect(fault).toMatchObject({ kind: 'gone' })
  }
  const opened = async () => {
    const { rows } = await sql<{ n: number }>`select n from public.opened`.execute(database.sql)
    return rows.map((row) => row.n)
  }
  await expect
    .poll(async () => new Set(await opened()).isSupersetOf(new Set(confirmed)), {
      timeout: 30_000,
      interval: 200,
    })
    .toBe(true)
  const all = await opened()
  expect(all.length, 'each reaction took effect once').toBe(new Set(all).size)
}, 90_000)

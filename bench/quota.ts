/**
 * Promises of data a second, spread over many services and all on one, each a unit of its own, from sixteen sessions at once. More is asked for
 * than there is: what was promised is counted afterwards, and must not be a byte more than was there.
 *
 * Beside it what a system does that reads, looks and then writes: how much that sells.
 */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { system } from '#kernel/actor.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { decideUsage, reserveQuota } from '#modules/usage/index.ts'
import { aCountedService } from '#modules/usage/testing.ts'
import { movedClock, stopwatch } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import { migrate } from '#platform/migrate.ts'
import { testVault } from '#platform/testing/vault.ts'
import { createUnits } from '#platform/units.ts'

const SERVICES = 200
const GRANTS = 2_000
const AT_ONCE = 16
const WANTED = 10n
const origin = { actor: system('bench'), name: 'bench.quota' }

const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
const server = await startPostgres({ home })
await migrate({ url: server.url })
const clock = movedClock('2026-11-20T15:00:00Z')
const database = openDatabase({ url: server.url, name: 'kasi bench', connections: AT_ONCE })
const units = createUnits({ database, clock, vault: testVault, manifests: [] })
const expires = clock.now().add({ hours: 1 })

/** A service with so much data, of which nothing is used. */
const aService = (amount: bigint) =>
  units.unit(origin, async (tx) => {
    const meter = { meter: 'data', period: 'month', during: null } as const
    const allowance = { ...meter, amount: String(amount) }
    const { serviceId } = await aCountedService(tx, { quota: { allowances: [allowance] } })
    await decideUsage(tx, [serviceId])
    return serviceId
  })

/** Asks so often; how many a second, and how much was promised. */
async function ask(serviceOf: (n: number) => string) {
  let next = 0
  let promised = 0n
  const elapsed_ms = stopwatch()
  const lane = async () => {
    const sessionId = randomUUID()
    for (let n = next++; n < GRANTS; n = next++) {
      const asked = { serviceId: serviceOf(n), sessionId, seq: n, meter: 'data', expires } as const
      const got = await units.unit(origin, (tx) => reserveQuota(tx, { ...asked, wanted: WANTED }))
      promised += got
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return { grants_per_s: Math.round((GRANTS / elapsed_ms()) * 1_000), promised }
}

/** Reads what is left, thinks, writes: the same asked of a table of its own. */
async function naive(there: bigint): Promise<bigint> {
  await sql`create table public.naive (left_over bigint)`.execute(database.sql)
  await sql`insert into public.naive values (${there})`.execute(database.sql)
  let sold = 0n
  const lane = async () => {
    for (let n = 0; n < GRANTS / AT_ONCE; n++) {
      const { rows } = await sql<{ left_over: bigint }>`select left_over from public.naive`.execute(
        database.sql,
      )
      const left = rows[0]?.left_over ?? 0n
      if (left < WANTED) return
      await sql`update public.naive set left_over = ${left - WANTED}`.execute(database.sql)
      sold += WANTED
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return sold
}

try {
  // Half of what will be asked for.
  const there = (BigInt(GRANTS) * WANTED) / 2n
  const many: string[] = []
  for (let n = 0; n < SERVICES; n++) many.push(await aService(there / BigInt(SERVICES)))
  const one = await aService(there)
  const spread = await ask((n) => many[n % SERVICES] ?? '')
  const onOne = await ask(() => one)
  const naively = await naive(there)
  const over = (promised: bigint) => String(promised > there ? promised - there : 0n)
  console.log(
    JSON.stringify({
      bench: 'quota',
      spread_per_s: spread.grants_per_s,
      on_one_per_s: onOne.grants_per_s,
      there: String(there),
      promised: { spread: String(spread.promised), on_one: String(onOne.promised) },
      oversold: {
        spread: over(spread.promised),
        on_one: over(onOne.promised),
        naive: over(naively),
      },
      load: Number((loadavg()[0] ?? 0).toFixed(1)),
      aim_oversold: 0,
    }),
  )
} finally {
  await database.close()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}

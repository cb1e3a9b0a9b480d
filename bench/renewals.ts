/**
 * Prepaid renewals from the wallet, 2,000 inside a base of 20,000 and of 200,000 services: invoice with both taxes, line, journals, settlement
 * and paid time for each, by the job that sweeps wallets before paid time ends. Both bases should take the same.
 *
 * `--bases 20000,200000` takes other bases.
 */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { system } from '#kernel/actor.ts'
import { kes } from '#kernel/money.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { renewing } from '#modules/billing/jobs.ts'
import { billing } from '#modules/billing/module.ts'
import { aPlan } from '#modules/catalog/testing.ts'
import { CHART, credit, debit, postMany } from '#modules/ledger/index.ts'
import { aService } from '#modules/services/testing.ts'
import { movedClock, stopwatch } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import { migrate } from '#platform/migrate.ts'
import { testVault } from '#platform/testing/vault.ts'
import { createUnits } from '#platform/units.ts'
import { copies, idOf } from './billing/copies.ts'
import { cpuMeter } from './billing/cpu.ts'

const { values } = parseArgs({ options: { bases: { type: 'string', default: '20000,200000' } } })
const RENEWALS = 2_000
const ROUNDS = 3
const PRICE = 299_900n
const origin = { actor: system('bench'), name: 'bench.renewals' }
const results = []

for (const base of values.bases.split(',').map(Number)) {
  const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
  const server = await startPostgres({ home })
  await migrate({ url: server.url })
  const database = openDatabase({
    ...{ url: server.url, name: 'kasi bench', connections: 4 },
    // On a busy machine the town's own statements take longer than a unit's may.
    statement_ms: 600_000,
  })
  const clock = movedClock('2026-11-20T15:00:00Z')
  const units = createUnits({ database, clock, vault: testVault, manifests: [billing] })
  const door = {
    unit: <T>(work: Parameters<typeof units.unit<T>>[1]) => units.unit(origin, work),
    read: <T>(work: Parameters<typeof units.read<T>>[1]) => units.read(origin, work),
    signal: new AbortController().signal,
    attempt: 1,
  }
  try {
    // One service is made as any other; the rest are its copies. All run out in a year, but those that are renewed.
    const planVersionId = await units.unit(origin, async (tx) => (await aPlan(tx)).id)
    const { serviceId, subscriberId } = await units.unit(origin, (tx) =>
      aService(tx, { planVersionId, paid: { hours: 24 * 365 } }),
    )
    const count = base - 1
    await copies(server.url, {
      ...{ table: 'subscribers.subscriber', id: subscriberId, count },
      set: { id: idOf('s'), number: '(20000000 + n)::text' },
    })
    await copies(server.url, {
      ...{ table: 'services.service', id: serviceId, count },
      set: {
        ...{ id: idOf('v'), number: '(70000000 + n)::text' },
        subscriber_id: idOf('s'),
      },
    })
    const period = await sql<{ id: string }>`
      select id from services.period where service_id = ${serviceId}`.execute(database.sql)
    await copies(server.url, {
      ...{ table: 'services.period', id: period.rows[0]?.id ?? '', count },
      set: { id: idOf('p'), service_id: idOf('v') },
    })

    const taken_ms: number[] = []
    const cpu_ms: object[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      clock.set(`2027-01-${10 + round * 4}T00:00:00Z`)
      const due = clock.now().add({ minutes: 10 })
      const { rows } = await sql<{ subscriber_id: string }>`
        with chosen as (
          select id from services.service where paid_until > '2027-11-01' order by id limit ${RENEWALS}
        ), ended as (
          update services.period set to_at = ${due} where service_id in (select id from chosen)
        )
        update services.service set paid_until = ${due} where id in (select id from chosen) returning subscriber_id`.execute(
        database.sql,
      )
      await units.unit(origin, (tx) =>
        postMany(
          tx,
          rows.map(({ subscriber_id: party }) => ({
            kind: 'bench.payment',
            key: `payment:${party}`,
            postings: [debit(CHART.bank, kes(PRICE)), credit(CHART.wallets, kes(PRICE), { party })],
          })),
        ),
      )
      const cpu = cpuMeter()
      const elapsed_ms = stopwatch()
      let done = 0
      for (let left = 1; left > 0;) {
        const turn = await renewing.close(door)
        done += turn.done
        left = turn.left
      }
      taken_ms.push(Math.round(elapsed_ms()))
      cpu_ms.push(cpu())
      const renewed = await sql<{ many: bigint }>`
        select count(*) as many from billing.invoice where settled_cents = gross_cents`.execute(
        database.sql,
      )
      if (done !== RENEWALS || renewed.rows[0]?.many !== BigInt(RENEWALS * round))
        throw new Error(`looked at ${done}, renewed ${renewed.rows[0]?.many}`)
    }
    results.push({ base, best_ms: Math.min(...taken_ms), taken_ms, cpu_ms })
  } finally {
    await database.close()
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
console.log(
  JSON.stringify({
    bench: 'renewals',
    renewals: RENEWALS,
    results,
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
    aim_ms: 1_000,
  }),
)

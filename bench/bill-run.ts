/**
 * Invoices a second of a bill run: subscriptions of mixed plans, some of them metered, both taxes; for each an invoice with its number, lines,
 * journal, postings, balance, what its documents are made of, and the next cycle. Beside it the same work row by row, a unit for each payer,
 * and the limit of the machine: the same rows by PostgreSQL alone.
 *
 * `--subscriptions N` bills another number; `--sizes 10000,100000,1000000` shows whether it grows linearly. Durable commits.
 */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import pg from 'pg'
import { system } from '#kernel/actor.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { beginRun } from '#modules/billing/commands/begin-run.ts'
import { billChunk } from '#modules/billing/commands/bill-chunk.ts'
import { runBills } from '#modules/billing/jobs.ts'
import { billing } from '#modules/billing/module.ts'
import { invariants } from '#modules/billing/queries/invariants.ts'
import { runNow } from '#modules/billing/queries/runs.ts'
import { KeptVersions } from '#modules/billing/rules/cycle-facts.ts'
import { aComponent, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { aService } from '#modules/services/testing.ts'
import { usualTerms } from '#modules/subscribers/contract.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { movedClock, stopwatch } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import { migrate } from '#platform/migrate.ts'
import { testVault } from '#platform/testing/vault.ts'
import { createUnits } from '#platform/units.ts'
import { copies, idOf } from './billing/copies.ts'
import { cpuMeter } from './billing/cpu.ts'

const { values } = parseArgs({
  options: {
    subscriptions: { type: 'string', default: '100000' },
    sizes: { type: 'string' },
    singles: { type: 'string', default: '400' },
  },
})
const sizes = (values.sizes ?? values.subscriptions).split(',').map(Number)
const SINGLES = Number(values.singles)
const PLANS = 8
const AIM_PER_S = 10_000
const origin = { actor: system('bench'), name: 'bench.bill-run' }
/** A heap in which nothing may be left behind by the chunks before; left to itself, Node collects late and takes what the machine has. */
const SMALL = ['--max-old-space-size=256', '--max-semi-space-size=32'] as const

/** Every eighth plan is metered: a price for data beyond what is free, in steps. */
function termsOf(n: number) {
  const recurring = aComponent({ cents: 150_000 + n * 50_000 })
  const data = aComponent({
    ...{ key: 'data', kind: 'usage', meter: 'data', name: { en: 'Data', sw: 'Data' } },
    charge: {
      model: 'graduated',
      flatAtZero: false,
      tiers: [step('10000000000', '0'), step('100000000000', '5000'), step(null, '3000')],
    },
  })
  return someTerms({ payment: 'postpaid', components: n === 0 ? [recurring, data] : [recurring] })
}

function step(upTo: string | null, cents: string) {
  const amount = { cents, currency: 'KES' } as const
  return { upTo, price: { amount, per: '1000000000' }, flat: { ...amount, cents: '0' } }
}

async function measure(subscriptions: number) {
  const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
  const server = await startPostgres({ home })
  await migrate({ url: server.url })
  const clock = movedClock('2026-10-31T21:00:00Z')
  const database = openDatabase({
    ...{ url: server.url, name: 'kasi bench', connections: 6 },
    ...{ statement_ms: 600_000, lock_ms: 600_000 },
  })
  const units = createUnits({ database, clock, vault: testVault, manifests: [billing] })
  try {
    const plans: string[] = []
    for (let n = 0; n < PLANS; n++)
      plans.push(
        await units.unit(origin, async (tx) => (await aPlan(tx, { terms: termsOf(n) })).id),
      )
    const model = await units.unit(origin, async (tx) => {
      await tx.sql.updateTable('organization.isp').set({ vat_registered: true }).execute()
      const subscriberId = await aSubscriber(tx, { terms: { ...usualTerms, cycleAnchor: 1 } })
      return aService(tx, { subscriberId, planVersionId: plans[0] ?? '', pay: 'postpaid' })
    })
    await town(database, server.url, model, plans, subscriptions)

    clock.set('2026-12-01T00:00:00Z')
    const runId = await units.unit(origin, (tx) => beginRun(tx, { mode: 'live' }))
    const run = await units.read(origin, (read) => runNow(read, runId))
    const facts = { runId, cutoff: Temporal.Instant.from(run.cutoffAt), kept: new KeptVersions() }
    const singles_ms = stopwatch()
    for (let n = 0; n < SINGLES; n++)
      // What is kept from chunk to chunk is not there for somebody who bills one at a time.
      await units.unit(origin, (tx) =>
        billChunk(tx, { ...facts, kept: new KeptVersions(), limit: 1 }),
      )
    const one_by_one_per_s = Math.round((SINGLES / singles_ms()) * 1_000)

    const door = {
      unit: <T>(work: Parameters<typeof units.unit<T>>[1]) => units.unit(origin, work),
      read: <T>(work: Parameters<typeof units.read<T>>[1]) => units.read(origin, work),
      signal: new AbortController().signal,
      attempt: 1,
    }
    let memory_MB = 0
    const watch = setInterval(() => {
      memory_MB = Math.max(memory_MB, Math.round(process.memoryUsage().rss / 1_000_000))
    }, 100)
    const cpu = cpuMeter()
    const elapsed_ms = stopwatch()
    for (let left = 1; left > 0; left = (await runBills(door)).left);
    const taken_ms = elapsed_ms()
    const cpu_ms = cpu()
    clearInterval(watch)

    const limit_per_s = await limitOf(server.url, subscriptions)
    const done = await units.read(origin, (read) => runNow(read, runId))
    const wrong = await units.read(origin, async (read) => {
      const found = []
      for (const { violations } of invariants) found.push(...(await violations(read)))
      return found
    })
    if (done.invoiced !== subscriptions || done.parked > 0 || wrong.length > 0)
      throw new Error(`invoiced ${done.invoiced}, parked ${done.parked}: ${wrong.join(' ')}`)
    const invoices_per_s = Math.round(((subscriptions - SINGLES) / taken_ms) * 1_000)
    const each = (ms: number) => Math.round((ms / (subscriptions - SINGLES)) * 1_000)
    return {
      ...{ subscriptions, taken_ms: Math.round(taken_ms), invoices_per_s, memory_MB },
      ...{
        limit_per_s,
        of_the_limit_percent: Math.round((invoices_per_s / limit_per_s) * 100),
        cpu_us_each: {
          node: each(cpu_ms.node_ms),
          postgres: each(cpu_ms.postgres_ms),
        },
        one_by_one_per_s,
        times_faster: Math.round(invoices_per_s / one_by_one_per_s),
      },
      gross_cents: done.gross.cents,
    }
  } finally {
    await database.close()
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/**
 * What the machine can do at most: the very rows of the run once more, by PostgreSQL alone, into tables with the same indexes, checks and
 * triggers, a statement for each table and half of it on each of two connections, as a run has two lanes. Nothing is looked up, priced
 * or sent for it.
 */
async function limitOf(url: string, invoices: number): Promise<number> {
  const lanes = await Promise.all(
    [0, 1].map(async () => {
      const lane = new pg.Client({ connectionString: url })
      await lane.connect()
      return lane
    }),
  )
  const [first] = lanes
  // Each with what parts it in two; postings of one journal go together.
  const tables = [
    ['billing.invoice', 'number / 1000'],
    ['billing.line', 'uuid_hash(invoice_id)'],
    ['ledger.journal', 'number / 1000'],
    ['ledger.posting', 'journal / 1000'],
  ] as const
  try {
    for (const [n, [table]] of tables.entries()) await alike(first, table, `public.limit_${n}`)
    const elapsed_ms = stopwatch()
    await Promise.all(
      lanes.map(async (lane, half) => {
        await lane.query('begin')
        for (const [n, [table, part]] of tables.entries())
          await lane.query(
            `insert into public.limit_${n} overriding system value select * from ${table} where ${part} % 2 ${half === 0 ? '=' : '<>'} 0`,
          )
        await lane.query('commit')
      }),
    )
    return Math.round((invoices / elapsed_ms()) * 1_000)
  } finally {
    await Promise.all(lanes.map((lane) => lane.end()))
  }
}

/** An empty table with all that another one has, its triggers for rows that are added included. */
async function alike(client: pg.Client | undefined, table: string, name: string) {
  await client?.query(`create table ${name} (like ${table} including all)`)
  const triggers = await client?.query<{ made: string }>(
    `select replace(pg_get_triggerdef(oid), $1, $2) as made from pg_trigger
     where tgrelid = $1::regclass and not tgisinternal and tgtype & 4 = 4`,
    [table, name],
  )
  for (const { made } of triggers?.rows ?? []) await client?.query(made)
}

/** One subscription is made as any other; the rest are its copies, on all plans; an eighth of them has used something. */
async function town(
  database: ReturnType<typeof openDatabase>,
  url: string,
  model: { serviceId: string; subscriberId: string },
  plans: readonly string[],
  subscriptions: number,
) {
  const count = subscriptions - 1
  await copies(url, {
    ...{ table: 'subscribers.subscriber', id: model.subscriberId, count },
    set: { id: idOf('s'), number: '(20000000 + n)::text' },
  })
  const planOf = `(array[${plans.map((id) => `'${id}'`).join(', ')}])[1 + n % ${plans.length}]::uuid`
  await copies(url, {
    ...{ table: 'services.service', id: model.serviceId, count },
    set: {
      ...{ id: idOf('v'), number: '(70000000 + n)::text' },
      ...{ subscriber_id: idOf('s'), plan_version_id: planOf },
    },
  })
  await sql`
    insert into usage.hour_other
    select service.id, '2026-11-01T00:00:00Z'::timestamptz + n * interval '1 day', 0, 1500000000 + n * 100000000::bigint, 3600
    from services.service, generate_series(0, 28) as n
    where plan_version_id = ${plans[0] ?? ''}`.execute(database.sql)
  // Not the whole database: of a table that is empty when it is looked at, PostgreSQL thinks that it stays so.
  await sql`vacuum analyze usage.hour_other`.execute(database.sql)
}

if (process.execArgv.includes(SMALL[0])) await report()
else {
  const args = [...SMALL, import.meta.filename, ...process.argv.slice(2)]
  const env = { ...process.env, MALLOC_ARENA_MAX: '2' }
  const [code] = await once(spawn(process.execPath, args, { stdio: 'inherit', env }), 'exit')
  process.exitCode = Number(code)
}

async function report() {
  const results = []
  for (const size of sizes) results.push(await measure(size))
  console.log(
    JSON.stringify({
      bench: 'bill-run',
      ...(results.length === 1 ? results[0] : { results }),
      load: Number((loadavg()[0] ?? 0).toFixed(1)),
      aim_invoices_per_s: AIM_PER_S,
      aim_times_faster: 20,
      aim_memory_MB: 500,
    }),
  )
}

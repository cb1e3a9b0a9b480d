/**
 * Reports over 100,000 subscribers and five million postings, as a screen asks for them. A year of monthly bills with their
 * payments is written by SQL in the shape that units write it in; the sums are then kept by the jobs of the product. Beside it the
 * same number by adding up the postings, as one would without the sums.
 */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import pg from 'pg'
import { system } from '#kernel/actor.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { sumUp } from '#modules/billing/commands/sum-up.ts'
import { aPlan } from '#modules/catalog/testing.ts'
import { readReport, type ReportName } from '#modules/desk/contract.ts'
import { now } from '#modules/desk/queries/now.ts'
import { reportNow } from '#modules/desk/queries/reports.ts'
import { rollUpDays } from '#modules/ledger/jobs.ts'
import { stopwatch, wallClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import { migrate } from '#platform/migrate.ts'
import { testVault } from '#platform/testing/vault.ts'
import { createUnits } from '#platform/units.ts'

const { values } = parseArgs({
  options: {
    subscribers: { type: 'string', default: '100000' },
    months: { type: 'string', default: '9' },
  },
})
const SUBSCRIBERS = Number(values.subscribers)
const MONTHS = Number(values.months)
const ROUNDS = 20
const AIM_MS = 200
const SCREENS: readonly { report: ReportName; by?: 'plan' | 'site' | 'cohort' }[] = [
  { report: 'ageing' },
  { report: 'recurring' },
  { report: 'revenue', by: 'plan' },
  { report: 'revenue', by: 'cohort' },
  { report: 'collection' },
  { report: 'payers' },
  { report: 'tax' },
]

const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
const server = await startPostgres({ home })
await migrate({ url: server.url })
const database = openDatabase({ url: server.url, name: 'kasi bench', connections: 4 })
const units = createUnits({ database, clock: wallClock, vault: testVault, manifests: [] })
const origin = { actor: system('bench'), name: 'bench.reports' }
const door = {
  unit: <T>(work: Parameters<typeof units.unit<T>>[1]) => units.unit(origin, work),
  read: <T>(work: Parameters<typeof units.read<T>>[1]) => units.read(origin, work),
  ...{ signal: new AbortController().signal, attempt: 1 },
}

/** What loads the town takes as long as it takes: a connection of its own, without the bounds that the product sets. */
const loader = new pg.Client({ connectionString: server.url, statement_timeout: 0 })
await loader.connect()
async function slowly(query: ReturnType<typeof sql>) {
  const { sql: text, parameters } = query.compile(database.sql)
  await loader.query(text, [...parameters])
}

/** Every subscriber has one line and pays its bill of each month, nine of ten in time: an invoice, its settlement, the money, what is earned. */
async function load() {
  await units.unit(origin, (tx) =>
    tx.sql.updateTable('organization.isp').set({ vat_registered: true }).execute(),
  )
  const plans = await units.unit(origin, async (tx) => [
    await aPlan(tx, { name: 'Home 10' }),
    await aPlan(tx, { name: 'Home 20' }),
    await aPlan(tx, { name: 'Business 50' }),
  ])
  const ids = sql`(array[${sql.join(plans.map(({ id }) => sql`${id}::uuid`))}])[1 + n % ${plans.length}]`
  await slowly(sql`
    insert into subscribers.subscriber (id, number, kind, state, name_sealed, details_sealed, search, language, added_at, version, changed_at, by_kind, by_id)
    select md5('s' || n)::uuid, (10000000 + n)::text, case when n % 10 = 0 then 'company' else 'person' end, 'active', '', '', '{}', 'en',
      now() - make_interval(months => ${MONTHS} + n % 12), 1, now(), 'system', 'bench'
    from generate_series(1, ${SUBSCRIBERS}::int) as n`)
  await slowly(sql`
    insert into services.service (id, number, subscriber_id, plan_version_id, access, pay, status, requested_at, activated_at, change, version, changed_at, by_kind, by_id)
    select md5('v' || n)::uuid, (50000000 + n)::text, md5('s' || n)::uuid, ${ids}, 'pppoe', 'postpaid', 'active', now(), now(), n, 1, now(), 'system', 'bench'
    from generate_series(1, ${SUBSCRIBERS}::int) as n`)
  for (let back = MONTHS; back > 0; back--) {
    await slowly(sql`begin`)
    await slowly(sql`
        create temp table bill on commit drop as
        select n, md5('i' || n || '-' || ${back}::int)::uuid as id, date_trunc('month', now() - make_interval(months => ${back}))
          + make_interval(hours => n % 600) as at, 299900 + (n % 3) * 100000 as gross, (n % 10 < 9 or ${back} > 3) as is_paid
        from generate_series(1, ${SUBSCRIBERS}::int) as n`)
    await slowly(sql`
        alter table bill add column net bigint, add column excise bigint, add column vat bigint`)
    await slowly(sql`
        update bill set vat = round(gross * 16 / 116.0), excise = round((gross - round(gross * 16 / 116.0)) * 15 / 115.0)`)
    await slowly(sql`update bill set net = gross - vat - excise`)
    const offset = sql`${(MONTHS - back) * SUBSCRIBERS}::bigint`
    await slowly(sql`
        insert into billing.invoice (id, number, code, subscriber_id, key, issued_at, issued_on, due_on, currency, net_cents, excise_cents,
          levies_cents, taxable_cents, vat_cents, gross_cents, settled_cents, by_kind, by_id)
        select id, ${offset} + n, 'INV-' || ${offset} + n, md5('s' || n)::uuid, 'bench:' || id, at, at::date, at::date + 14, 'KES', net, excise,
          0, net + excise, vat, gross, case when is_paid then gross else 0 end, 'system', 'bench' from bill`)
    await slowly(sql`
        insert into billing.line (id, invoice_id, place, service_id, kind, component, from_at, to_at, words_en, words_sw, quantity, list_cents,
          price_cents, tax_class, taxed, net_cents, excise_cents, levies_cents, vat_cents, gross_cents, income_account, is_deferred,
          plan_version_id, earned_cents)
        select id, id, 1, md5('v' || n)::uuid, 'recurring', 'line', date_trunc('month', at), date_trunc('month', at) + interval '1 month', 'Home', '', 1,
          gross, gross, 'internet', '{}', net, excise, 0, vat, gross, 4000, false, ${ids}, net from bill`)
    await slowly(sql`
        insert into billing.allocation (id, invoice_id, source, key, cents, at)
        select md5('a' || id)::uuid, id, 'wallet', 'bench.settle:' || id, gross, at + interval '5 days' from bill where is_paid`)
    await slowly(sql`
        insert into ledger.journal (id, kind, key, body_hash, currency, booked_at, booked_on, recorded_at, subject_kind, subject_id, by_kind, by_id)
        select id, 'billing.invoice', 'billing.invoice:' || id, sha256(''), 'KES', at, at::date, at, 'billing.invoice', id, 'system', 'bench' from bill
        union all select md5('a' || id)::uuid, 'billing.settlement', 'bench.settle:' || id, sha256(''), 'KES', at + interval '5 days',
          (at + interval '5 days')::date, at, 'billing.invoice', id, 'system', 'bench' from bill where is_paid`)
    await slowly(sql`
        insert into ledger.posting (journal, place, account, party, cents)
        select journal.number, share.place, share.account, share.party, share.cents
        from bill join ledger.journal on journal.key = 'billing.invoice:' || bill.id
        cross join lateral (values (1, 1100, md5('s' || n)::uuid, gross), (2, 4000, null, -net), (3, 2310, null, -excise), (4, 2300, null, -vat))
          as share (place, account, party, cents)
        union all
        select journal.number, share.place, share.account, md5('s' || n)::uuid, share.cents
        from bill join ledger.journal on journal.key = 'bench.settle:' || bill.id
        cross join lateral (values (1, 2100, gross), (2, 1100, -gross)) as share (place, account, cents)`)
    await slowly(sql`commit`)
  }
  await slowly(sql`analyze`)
}

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.ceil(sorted.length * share) - 1] ?? 0) * 10) / 10
}

async function timed(work: () => Promise<unknown>, rounds = ROUNDS): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const elapsed_ms = stopwatch()
    await work()
    times.push(elapsed_ms())
  }
  return times
}

try {
  await load()
  await loader.end()
  const elapsed_ms = stopwatch()
  while ((await rollUpDays.close(door)).left > 0);
  while ((await units.unit(origin, (tx) => sumUp(tx, { limit: 20_000 }))).left > 0);
  const sums_s = Math.round(elapsed_ms() / 1_000)
  const { rows } = await sql<{ many: bigint }>`select count(*) as many from ledger.posting`.execute(
    database.sql,
  )
  const all: number[] = []
  const p95_ms: Record<string, number> = {}
  const differences: Record<string, string> = {}
  for (const { report, by } of SCREENS) {
    const input = readReport.input.parse({ report, ...(by && { by }) })
    const name = by ? `${report} by ${by}` : report
    const times = await timed(() => units.read(origin, (read) => reportNow(read, input)))
    all.push(...times)
    p95_ms[name] = percentile(times, 0.95)
    const found = await units.read(origin, (read) => reportNow(read, input))
    if (found.ledger && found.ledger.difference !== '0') differences[name] = found.ledger.difference
  }
  const startPage = await timed(() => units.read(origin, now))
  all.push(...startPage)
  p95_ms['start page'] = percentile(startPage, 0.95)
  // The same as revenue by plan, out of the lines and postings themselves.
  const raw = await timed(
    () =>
      sql`
        select plan_version.plan_id, to_char(journal.booked_on, 'YYYY-MM'), sum(line.net_cents)
        from ledger.journal join billing.line on line.invoice_id = journal.subject_id
        join catalog.plan_version on plan_version.id = line.plan_version_id
        where journal.kind = 'billing.invoice' group by 1, 2`.execute(database.sql),
    3,
  )
  console.log(
    JSON.stringify({
      bench: 'reports',
      subscribers: SUBSCRIBERS,
      postings: Number(rows[0]?.many ?? 0n),
      p95_ms_all: percentile(all, 0.95),
      p95_ms,
      differences,
      summed_up_in_s: sums_s,
      added_up_each_time_ms: percentile(raw, 0.5),
      load: Number((loadavg()[0] ?? 0).toFixed(1)),
      aim_p95_ms: AIM_MS,
    }),
  )
} finally {
  await database.close()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}

/**
 * From a payment that a provider tells of to the renewed service, committed: receipt, wallet, invoice with its number, taxes, settlement, paid time.
 * How long that takes at 200 payments a second, and how many a second there can be. Payments that come while a unit is at work go together
 * into the next one, of which two may be at work; beside it the same with one at work, with a unit for each, and in the first seconds of a
 * process, in which nothing is compiled and no statement is known to PostgreSQL yet.
 *
 * `--base N` takes another number of services, `--seconds N` another time for each measurement.
 */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { system } from '#kernel/actor.ts'
import { kes } from '#kernel/money.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { billing } from '#modules/billing/module.ts'
import { aPlan } from '#modules/catalog/testing.ts'
import { CHART } from '#modules/ledger/index.ts'
import { receivePayments, type Received, type ReceivedMoney } from '#modules/payments/index.ts'
import { aService } from '#modules/services/testing.ts'
import { movedClock, stopwatch } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import { GroupCommit } from '#platform/group-commit.ts'
import { migrate } from '#platform/migrate.ts'
import { testVault } from '#platform/testing/vault.ts'
import { createUnits } from '#platform/units.ts'
import { copies, idOf } from './billing/copies.ts'
import { cpuMeter } from './billing/cpu.ts'

const { values } = parseArgs({
  options: {
    base: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '5' },
  },
})
const BASE = Number(values.base)
const SECONDS = Number(values.seconds)
const STEADY_PER_S = 200
const AT_ONCE = 256
const TOGETHER_MAX = 100
const PRICE = 299_900n
const origin = { actor: system('bench'), name: 'bench.pay' }

const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
const server = await startPostgres({ home })
await migrate({ url: server.url })
const clock = movedClock('2026-11-20T15:00:00Z')
const database = openDatabase({ url: server.url, name: 'kasi bench', connections: 10 })
const units = createUnits({ database, clock, vault: testVault, manifests: [billing] })

const receive = (payments: readonly ReceivedMoney[]) =>
  units.unit(origin, (tx) => receivePayments(tx, payments))
const lanes = (count: number) => {
  const commits = new GroupCommit(receive, { waiting: 5_000, batch: TOGETHER_MAX, lanes: count })
  return (input: ReceivedMoney) => commits.add(input)
}
/** As hooks do it: see `src/platform/http/hooks.ts`. */
const together = lanes(2)
const inOneLane = lanes(1)
const alone = async (payment: ReceivedMoney) => (await receive([payment]))[0]

let paid = 0
/** The next payment of somebody who has not paid yet, as the answer to our asking them to pay. */
function payment(): ReceivedMoney {
  const n = paid++
  if (n >= BASE) throw new Error('everybody has paid; take a larger --base')
  return {
    ...{ rail: 'mpesa', receipt: `BENCH${n}`, channel: 'stk' },
    owner: { subscriberId: subscribers[n] ?? '', by: 'caller' },
    ...{ into: { account: CHART.mpesaPaybill }, amount: kes(PRICE), paidAt: clock.now() },
  }
}

/** So many at a time, as quickly as they go; how many a second. */
type Pay = (payment: ReceivedMoney) => Promise<Received | undefined>

async function highest(pay: Pay, atOnce: number) {
  const before = paid
  const cpu = cpuMeter()
  const elapsed_ms = stopwatch()
  const lane = async () => {
    while (elapsed_ms() < SECONDS * 1_000) await pay(payment())
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  const per_s = Math.round(((paid - before) / elapsed_ms()) * 1_000)
  const { node_ms, postgres_ms } = cpu()
  const each = (ms: number) => Number((ms / (paid - before)).toFixed(2))
  return { per_s, cpu_ms_each: { node: each(node_ms), postgres: each(postgres_ms) } }
}

/** At a steady rate, whoever is still waiting; the time that each took from when it was due. */
async function steady(pay: Pay) {
  const taken_ms: number[] = []
  const all: Promise<unknown>[] = []
  const elapsed_ms = stopwatch()
  for (let n = 0; n < SECONDS * STEADY_PER_S; n++) {
    const due_ms = (n / STEADY_PER_S) * 1_000
    if (due_ms > elapsed_ms()) await sleep(due_ms - elapsed_ms())
    all.push(pay(payment()).then(() => taken_ms.push(elapsed_ms() - due_ms)))
  }
  await Promise.all(all)
  const sorted = taken_ms.toSorted((a, b) => a - b)
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1))
  return { p50_ms: at(0.5), p99_ms: at(0.99) }
}

let subscribers: string[] = []
try {
  const planVersionId = await units.unit(origin, async (tx) => (await aPlan(tx)).id)
  const model = await units.unit(origin, (tx) => aService(tx, { planVersionId }))
  await copies(server.url, {
    ...{ table: 'subscribers.subscriber', id: model.subscriberId, count: BASE },
    set: { id: idOf('s'), number: '(20000000 + n)::text' },
  })
  await copies(server.url, {
    ...{ table: 'services.service', id: model.serviceId, count: BASE },
    set: {
      ...{ id: idOf('v'), number: '(70000000 + n)::text' },
      subscriber_id: idOf('s'),
    },
  })
  const { rows } = await sql<{ subscriber_id: string }>`
    select subscriber_id from services.service where id <> ${model.serviceId} order by id`.execute(
    database.sql,
  )
  subscribers = rows.map((row) => row.subscriber_id)

  for (let n = 0; n < 100; n++) await together(payment())
  const justStarted = await steady(together)
  const at200 = await steady(together)
  const grouped = await highest(together, AT_ONCE)
  const oneLane = await highest(inOneLane, AT_ONCE)
  const single = await highest(alone, 8)
  const renewed = await sql<{ many: number }>`
    select count(*)::int as many from services.service where paid_until is not null`.execute(
    database.sql,
  )
  if (renewed.rows[0]?.many !== paid)
    throw new Error(`${paid} paid, ${renewed.rows[0]?.many} renewed`)
  console.log(
    JSON.stringify({
      bench: 'pay',
      base: BASE,
      [`at_${STEADY_PER_S}_per_s`]: at200,
      in_its_first_seconds: justStarted,
      highest_per_s: grouped.per_s,
      cpu_ms_each: grouped.cpu_ms_each,
      in_one_lane_per_s: oneLane.per_s,
      a_unit_for_each_per_s: single.per_s,
      times_faster: Number((grouped.per_s / single.per_s).toFixed(1)),
      load: Number((loadavg()[0] ?? 0).toFixed(1)),
      aim_p99_ms: 100,
      aim_per_s: 1_000,
    }),
  )
} finally {
  await database.close()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}

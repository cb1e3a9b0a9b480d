/**
 * Callbacks of M-Pesa that are accepted durably: confirmations over HTTP, 30 of a hundred of them repetitions, answered after their commit.
 * How many a second, how long each takes to be answered, and how many a second are booked afterwards; none lost, none booked twice.
 *
 * `--many 1000000` takes another number of them, `--connections 64` another number of callers at once.
 */
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { nobody, system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { billing } from '#modules/billing/module.ts'
import { addShortcode, daraja } from '#modules/payments/index.ts'
import { readingTellings } from '#modules/payments/jobs.ts'
import { payments } from '#modules/payments/module.ts'
import { doorOfShortcode } from '#modules/payments/queries/doors.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { movedClock, stopwatch } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import { createHttp } from '#platform/http/http.ts'
import { silentLog } from '#platform/log.ts'
import { migrate } from '#platform/migrate.ts'
import { testVault } from '#platform/testing/vault.ts'
import { createUnits } from '#platform/units.ts'
import type { LoadDone } from './callbacks/load.ts'

const { values } = parseArgs({
  options: {
    many: { type: 'string', default: '20000' },
    connections: { type: 'string', default: '64' },
  },
})
const MANY = Number(values.many)
const PAYERS = 200
const AIM_per_s = 1_000
const origin = { actor: system('bench'), name: 'bench.callbacks' }

const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
const server = await startPostgres({ home })
await migrate({ url: server.url })
const clock = movedClock('2026-11-20T15:00:00Z')
const database = openDatabase({ url: server.url, name: 'kasi bench', connections: 10 })
const room = payments({
  mpesa: daraja(() => clock.now().epochMilliseconds),
  origin: () => new URL('http://127.0.0.1'),
})
const manifests = [room, billing]
const units = createUnits({ database, clock, vault: testVault, manifests })
const http = await createHttp({
  ...{ manifests, units, clock, log: silentLog },
  authenticate: async () => nobody,
})
try {
  const at = await http.listen({ host: '127.0.0.1', port: 0 })
  const shortcodeId = newId(clock.now())
  const accounts = await units.unit(origin, async (tx) => {
    await addShortcode(tx, {
      ...{ id: shortcodeId, name: 'Bench', kind: 'paybill', number: '600100', store: null },
      ...{ siteId: null, api: 'http://127.0.0.1:1', validates: false, initiator: null },
      ...{ consumerKey: 'key', consumerSecret: 'secret', passkey: 'pass' },
    })
    const ids: string[] = []
    for (let n = 0; n < PAYERS; n++) ids.push(await aSubscriber(tx))
    return [...(await subscriberFacts(tx, ids)).values()].map(({ number }) => number)
  })
  const { hookSecret } = await units.read(origin, (read) => doorOfShortcode(read, shortcodeId))
  const url = new URL(`/hooks/sfc/${hookSecret}/confirm`, at).href
  const told = await load({ url, many: MANY, connections: Number(values.connections), accounts })

  const booking = stopwatch()
  const door = {
    unit: <T>(work: Parameters<typeof units.unit<T>>[1]) => units.unit(origin, work),
    read: <T>(work: Parameters<typeof units.read<T>>[1]) => units.read(origin, work),
    ...{ signal: new AbortController().signal, attempt: 1 },
  }
  for (let left = 1; left > 0;) left = (await readingTellings.close(door)).left
  const booked_s = booking() / 1_000
  const { rows } = await sql<{ tellings: number; payments: number; receipts: number }>`
    select (select count(*)::int from payments.telling where state = 'done') as tellings,
           (select count(*)::int from payments.payment) as payments,
           (select count(*)::int from ledger.journal where kind = 'payments.receipt') as receipts`.execute(
    database.sql,
  )
  const kept = rows[0] ?? { tellings: 0, payments: 0, receipts: 0 }
  const figures = {
    ...{ bench: 'callbacks', callbacks: MANY, duplicates: MANY - told.distinct },
    accepted_per_s: Math.round(MANY / told.seconds),
    ...{ p50_ms: told.p50_ms, p99_ms: told.p99_ms },
    read_per_s: Math.round(MANY / booked_s),
    lost: MANY - kept.tellings + (told.distinct - kept.payments),
    double: kept.payments - told.distinct + (kept.receipts - kept.payments),
    ...{ load: Number((loadavg()[0] ?? 0).toFixed(1)), aim_per_s: AIM_per_s },
  }
  console.log(JSON.stringify(figures))
  if (figures.lost !== 0 || figures.double !== 0) process.exitCode = 1
} finally {
  await http.close()
  await database.close()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}

/** Safaricom is another process, so that what it costs to tell is not counted as ours. */
function load(ask: object): Promise<LoadDone> {
  const child = fork(join(import.meta.dirname, 'callbacks', 'load.ts'))
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('exit', (code) => failed(new Error(`the load ended with ${code}`)))
    child.once('message', (told) => done(told as LoadDone))
    child.send(ask)
  })
}

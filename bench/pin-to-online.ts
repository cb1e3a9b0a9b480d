/**
 * From the arrival of M-Pesa's callback to the RADIUS server's readiness to accept: the payer has typed the PIN, the confirmation comes over
 * HTTP, and the line that was in the walled garden asks until it is accepted with its speed. p50, p95 and p99, alone and at 100 payments a second.
 *
 * `--alone 30 --seconds 5` take other lengths. One process serves HTTP, the queue and RADIUS, as `npm start` does; payers and routers are another.
 */
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { openApi } from '#main/api.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { openRadius } from '#main/radius.ts'
import { openWorker } from '#main/worker.ts'
import { addShortcode } from '#modules/payments/index.ts'
import { doorOfShortcode } from '#modules/payments/queries/doors.ts'
import { sealSecrets } from '#modules/services/queries/sealed.ts'
import { ntHash } from '#modules/services/rules/nt-hash.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { migrate } from '#platform/migrate.ts'
import type { Paid, Payers } from './pin-to-online/payers.ts'
import { cpuMeter } from './billing/cpu.ts'
import { productionGround } from './radius/ground.ts'
import { found, PASSWORD } from './radius/town.ts'

const { values } = parseArgs({
  options: {
    alone: { type: 'string', default: '30' },
    seconds: { type: 'string', default: '5' },
  },
})
const ALONE = Number(values.alone)
const PER_S = 100
const MANY = ALONE + PER_S * Number(values.seconds)
const AIM_p99_ms = 1_000
const origin = { actor: system('bench'), name: 'bench.pin-to-online' }

const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
const server = await startPostgres({ home })
await migrate({ url: server.url })
const ground = await productionGround(home, server.url)
const { units } = ground
const shortcodeId = newId(ground.clock.now())
await units.unit(origin, async (tx) => {
  await addShortcode(tx, {
    ...{ id: shortcodeId, name: 'Bench', kind: 'paybill', number: '600100', store: null },
    ...{ siteId: null, api: 'http://127.0.0.1:1', validates: false, initiator: null },
    ...{ consumerKey: 'key', consumerSecret: 'secret', passkey: 'pass' },
  })
})
const { secret, plain: planVersionId } = await found(units, 3799)
const accounts = await unpaidLines()
// What autovacuum does where an ISP has run for a day.
await sql`analyze`.execute(ground.database.sql)
const { hookSecret } = await units.read(origin, (read) => doorOfShortcode(read, shortcodeId))
const http = await openApi(ground)
const at = await http.listen({ host: '127.0.0.1', port: 0 })
const worker = openWorker(ground)
const radius = await openRadius(ground)
const url = new URL(`/hooks/sfc/${hookSecret}/confirm`, at).href
const payers = openPayers({ url, authPort: radius.authPort, secret })

try {
  const first = accounts.slice(0, ALONE)
  const alone = await payers.pay({ from: 0, accounts: first, per_s: null, ask_ms: 10 })
  const crowd = accounts.slice(ALONE)
  const cpu = cpuMeter()
  const busy = await payers.pay({ from: ALONE, accounts: crowd, per_s: PER_S, ask_ms: 100 })
  const together = shares(busy.taken_ms)
  const { node_ms, postgres_ms } = cpu()
  const each = (ms: number) => Number((ms / crowd.length).toFixed(1))
  console.log(
    JSON.stringify({
      ...{ bench: 'pin-to-online', alone: shares(alone.taken_ms), [`at_${PER_S}_per_s`]: together },
      cpu_ms_each: { kasi: each(node_ms), postgres: each(postgres_ms - busy.cpu_ms) },
      load: Number((loadavg()[0] ?? 0).toFixed(1)),
      ...{ aim_p99_ms: AIM_p99_ms, met: together.p99_ms < AIM_p99_ms },
    }),
  )
} finally {
  payers.close()
  await radius.close()
  await worker.stop()
  await http.close()
  await ground.close()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}

/** People with a line each that is set up and was never paid; their account numbers. */
async function unpaidLines(): Promise<string[]> {
  const numbers: string[] = []
  for (let from = 0; from < MANY; from += PER_S)
    await units.unit(origin, async (tx) => {
      const rows: object[] = []
      for (let number = from; number < Math.min(MANY, from + PER_S); number++) {
        const subscriberId = await aSubscriber(tx)
        const facts = await subscriberFacts(tx, [subscriberId])
        numbers.push(facts.get(subscriberId)?.number ?? '')
        const credential = newId(tx.now)
        const sealed = sealSecrets(tx.vault, credential, {
          password: PASSWORD,
          ntHash: ntHash(PASSWORD),
        })
        rows.push({ number, id: newId(tx.now), subscriber_id: subscriberId, credential, ...sealed })
      }
      const json = JSON.stringify(rows)
      await sql`
        insert into services.service (id, number, subscriber_id, plan_version_id, access, pay, status, requested_at,
          activated_at, change, version, changed_at, by_kind, by_id)
        select id, (10000000 + number)::text, subscriber_id, ${planVersionId}, 'pppoe', 'prepaid', 'active', ${tx.now},
          ${tx.now}, nextval('services.change_seq'), 1, ${tx.now}, 'system', 'bench'
        from json_to_recordset(${json}::json) as t(number int, id uuid, subscriber_id uuid)`.execute(
        tx.sql,
      )
      await sql`
        insert into services.credential (id, service_id, username, password_sealed, nt_hash_sealed, made_at, changed_at)
        select credential, id, 'line-' || number, password_sealed, nt_hash_sealed, ${tx.now}, ${tx.now}
        from json_to_recordset(${json}::json)
          as t(credential uuid, id uuid, number int, password_sealed text, nt_hash_sealed text)`.execute(
        tx.sql,
      )
    })
  return numbers
}

/** Safaricom and the routers are another process, so that what it costs to tell and to ask is not counted as ours. */
function openPayers(where: Pick<Payers, 'url' | 'authPort' | 'secret'>) {
  const child = fork(join(import.meta.dirname, 'pin-to-online', 'payers.ts'))
  return {
    pay: (who: Pick<Payers, 'from' | 'accounts' | 'per_s' | 'ask_ms'>) =>
      new Promise<Paid>((done, failed) => {
        child.once('exit', (code) => failed(new Error(`the payers ended with ${code}`)))
        child.once('message', (paid) => done(paid as Paid))
        child.send({ ...where, ...who })
      }),
    close: () => child.kill(),
  }
}

function shares(taken_ms: readonly number[]) {
  const sorted = taken_ms.toSorted((a, b) => a - b)
  const share = (part: number) => Math.round(sorted[Math.floor(sorted.length * part)] ?? 0)
  return { p50_ms: share(0.5), p95_ms: share(0.95), p99_ms: share(0.99) }
}

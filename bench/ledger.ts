/**
 * Journals a second, as a bill run books them: four postings each, chunks of a thousand in one statement, on two
 * connections, committed durably. Beside it the same journals one by one, a unit each; and from eight connections at once
 * wallet payments, and whole receipts with the search for their owner.
 *
 * `--journals N` books another number; memory and rate should not change with it.
 */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { system } from '#kernel/actor.ts'
import { kes } from '#kernel/money.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { CHART, credit, debit, post, postMany, type NewJournal } from '#modules/ledger/index.ts'
import { receivePayment } from '#modules/payments/index.ts'
import { stopwatch, wallClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import { migrate } from '#platform/migrate.ts'
import { testVault } from '#platform/testing/vault.ts'
import { createUnits } from '#platform/units.ts'

const { values } = parseArgs({ options: { journals: { type: 'string', default: '100000' } } })
const JOURNALS = Number(values.journals)
const CHUNK = 1_000
const SINGLE = 1_000
const PAYMENTS = 4_000
const AIM_PER_S = 10_000

const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
const server = await startPostgres({ home })
await migrate({ url: server.url })
const database = openDatabase({ url: server.url, name: 'kasi bench', connections: 10 })
const units = createUnits({ database, clock: wallClock, vault: testVault, manifests: [] })
const origin = { actor: system('bench'), name: 'bench.ledger' }
const parties = Array.from({ length: Math.min(JOURNALS, 100_000) }, () => randomUUID())
const party = (n: number) => parties[n % parties.length] ?? ''

/** An invoice in advance: what is owed, what is earned later, and both taxes. */
const invoice = (run: string, n: number): NewJournal => ({
  kind: 'bench.invoice',
  key: `${run}:${n}`,
  subject: { kind: 'bench.invoice', id: party(n) },
  postings: [
    debit(CHART.receivable, kes(300_000n), { party: party(n) }),
    credit(CHART.deferredRevenue, kes(224_888n)),
    credit(CHART.excisePayable, kes(33_733n)),
    credit(CHART.vatPayable, kes(41_379n)),
  ],
})

const payment = (n: number): NewJournal => ({
  kind: 'bench.payment',
  key: `payment:${n}`,
  postings: [
    debit(CHART.mpesaPaybill, kes(300_000n)),
    credit(CHART.wallets, kes(300_000n), { party: party(n) }),
  ],
})

/** Does 0 to `count`, some at once; how many a second. */
async function perSecond(count: number, atOnce: number, work: (n: number) => Promise<unknown>) {
  const elapsed_ms = stopwatch()
  let next = 0
  const lane = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return Math.round((count / elapsed_ms()) * 1_000)
}

async function inChunks(run: string, from: number, count: number): Promise<number> {
  const chunks = await perSecond(count / CHUNK, 2, (chunk) =>
    units.unit(origin, (tx) =>
      postMany(
        tx,
        Array.from({ length: CHUNK }, (_, place) => invoice(run, from + chunk * CHUNK + place)),
      ),
    ),
  )
  return chunks * CHUNK
}

try {
  await inChunks('warm', 0, 10 * CHUNK)
  const tenth = Math.max(CHUNK, JOURNALS / 10)
  const elapsed_ms = stopwatch()
  const rates: number[] = []
  for (let from = 0; from < JOURNALS; from += tenth) rates.push(await inChunks('run', from, tenth))
  const journals_per_s = Math.round((JOURNALS / elapsed_ms()) * 1_000)
  const memory_MB = Math.round(process.memoryUsage().rss / 1_000_000)
  const single_per_s = await perSecond(SINGLE, 1, (n) =>
    units.unit(origin, (tx) => post(tx, invoice('single', n))),
  )
  const payments_per_s = await perSecond(PAYMENTS, 8, (n) =>
    units.unit(origin, (tx) => post(tx, payment(n))),
  )
  const receipts_per_s = await perSecond(PAYMENTS, 8, (n) =>
    units.unit(origin, (tx) =>
      receivePayment(tx, {
        ...{ rail: 'mpesa', receipt: `BENCH${n}`, channel: 'c2b', account: '99999999' },
        ...{ into: { account: CHART.mpesaPaybill }, amount: kes(300_000n), paidAt: tx.now },
      }),
    ),
  )
  console.log(
    JSON.stringify({
      bench: 'ledger',
      journals: JOURNALS,
      postings_each: 4,
      journals_per_s,
      first_tenth_per_s: rates[0],
      last_tenth_per_s: rates.at(-1),
      memory_MB,
      one_by_one_per_s: single_per_s,
      times_faster: Math.round(journals_per_s / single_per_s),
      payments_per_s_on_8: payments_per_s,
      receipts_per_s_on_8: receipts_per_s,
      load: Number((loadavg()[0] ?? 0).toFixed(1)),
      aim_journals_per_s: AIM_PER_S,
    }),
  )
} finally {
  await database.close()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}

/**
 * Simulated subscriber-months per second: a town of twenty for three months on the real engine and a scratch PostgreSQL, compared with the
 * oracle after each day. Without a peer: nobody else publishes such a figure.
 */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { startPostgres } from '#main/embedded-postgres.ts'
import { stopwatch } from '#platform/clock.ts'
import { migrate } from '#platform/migrate.ts'
import { simulate } from '../journeys/simulator/simulate.ts'
import { tell } from '../journeys/simulator/tell.ts'

const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
const server = await startPostgres({ home, scratch: true })
try {
  await migrate({ url: server.url })
  const plan = { seed: 1, months: 3, people: 20 }
  const elapsed = stopwatch()
  const report = await simulate(server.url, plan)
  const seconds = elapsed() / 1000
  console.error(tell(report, plan, seconds * 1000))
  const { deeds, invoices, subscriberMonths } = report
  const perSecond = subscriberMonths / seconds
  console.log(JSON.stringify({ bench: 'simulate', deeds, invoices, seconds, perSecond }))
  if (report.failure) process.exitCode = 1
} finally {
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}

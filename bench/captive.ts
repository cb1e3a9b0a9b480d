/**
 * Bytes, requests and seconds until somebody can type a phone number on the captive page, on a phone with a slow 3G line and nothing kept; and how
 * many times a second the page can be asked for. With what a door usually has: packages, a voucher, minutes to try.
 */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { system } from '#kernel/actor.ts'
import { openApi } from '#main/api.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { openGround } from '#main/ground.ts'
import { aDoor } from '#modules/hotspot/testing.ts'
import { stopwatch } from '#platform/clock.ts'
import { parseConfig } from '#platform/config.ts'
import { silentLog } from '#platform/log.ts'
import { migrate } from '#platform/migrate.ts'
import { inShort, slowVisit, type Visit } from './web/visit.ts'

const RUNS = 5
const SECONDS = 5
const AT_ONCE = 16
const AIMS = { kB: 30, usable_s: 1.5 }
const FAST = { burst: 1_000_000, perMinute: 1_000_000 }

const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
const server = await startPostgres({ home })
try {
  await migrate({ url: server.url })
  const config = parseConfig({ KASI_ENV: 'test', KASI_HOME: home, KASI_HTTP_PORT: '0' })
  const ground = await openGround({ config, url: server.url, name: 'api', log: silentLog })
  const http = await openApi(ground, { paces: { address: FAST } })
  const base = await http.listen({ host: '127.0.0.1', port: 0 })
  ground.listensAt(base)
  const origin = { actor: system('bench'), name: 'bench.captive' }
  const { code } = await ground.units.unit(origin, (tx) => aDoor(tx, { trial: 10, sponsored: 20 }))
  const url = new URL(`/hotspot/${code}?mac=A4:2B:B0:12:34:56`, base).href
  const visits: Visit[] = []
  for (let n = 0; n < RUNS; n++)
    visits.push(
      await slowVisit(url, (page, timeout) =>
        page.getByLabel('M-Pesa phone number').fill('0712 345 678', { timeout }),
      ),
    )
  const said = inShort(visits)
  const per_s = await asked(url)
  await http.close()
  await ground.close()
  const met = { kB: said.kB < AIMS.kB, usable_s: said.usable_s < AIMS.usable_s }
  console.log(JSON.stringify({ bench: 'captive', ...said, per_s, aims: AIMS, met }))
} finally {
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}

/** How many pages a second one process gives, asked for as quickly as they come. */
async function asked(url: string): Promise<number> {
  const elapsed_ms = stopwatch()
  let pages = 0
  const lane = async () => {
    while (elapsed_ms() < SECONDS * 1_000) {
      const { ok } = await fetch(url).then(async (answer) => ({
        ok: answer.ok,
        text: await answer.text(),
      }))
      if (!ok) throw new Error('The captive page was not given')
      pages++
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return Math.round((pages / elapsed_ms()) * 1_000)
}

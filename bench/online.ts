/**
 * Screens of who is online over 100,000 open and 400,000 past sessions and a million rows of the log, as staff ask for them:
 * the first of a screen, which counts and plans, and those after it. `--home DIR` keeps the town for another run.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import pg from 'pg'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import type { InputOf } from '#kernel/endpoint.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { listAttempts, listPastSessions, listSessions } from '#modules/access/contract.ts'
import { attemptsPage, dropsNow, trafficNow } from '#modules/access/queries/attempts.ts'
import { explain } from '#modules/access/queries/explain.ts'
import { holdersOf } from '#modules/access/queries/holders.ts'
import { pastPage, sessionsPage } from '#modules/access/queries/sessions.ts'
import { storyOf } from '#modules/access/queries/story.ts'
import { now } from '#modules/desk/queries/now.ts'
import { listNas } from '#modules/network/contract.ts'
import { nasPage } from '#modules/network/queries/nas.ts'
import { conflictsNow, poolsNow } from '#modules/network/queries/pools.ts'
import { stopwatch, wallClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import { migrate } from '#platform/migrate.ts'
import type { Read } from '#platform/tx.ts'
import { testVault } from '#platform/testing/vault.ts'
import { createUnits } from '#platform/units.ts'
import { load } from './online/load.ts'

const { values } = parseArgs({
  options: {
    open: { type: 'string', default: '100000' },
    past: { type: 'string', default: '400000' },
    logged: { type: 'string', default: '1000000' },
    home: { type: 'string' },
  },
})
const ROUNDS = 30
const AIM_ms = 100

const home =
  values.home ?? join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
const isThere = existsSync(home)
const server = await startPostgres({ home })
await migrate({ url: server.url })
const origin = { actor: system('bench'), name: 'bench.online' }
const open = () => {
  const database = openDatabase({ url: server.url, name: 'kasi bench', connections: 4 })
  const units = createUnits({ database, clock: wallClock, vault: testVault, manifests: [] })
  return { ...units, close: () => database.close() }
}

async function settled() {
  // What loads the town takes as long as it takes: a connection of its own, without the bounds that the product sets.
  const loader = new pg.Client({ connectionString: server.url, statement_timeout: 0 })
  const units = open()
  await loader.connect()
  const size = {
    ...{ open: Number(values.open), past: Number(values.past), logged: Number(values.logged) },
  }
  try {
    await load(units, size, async (text) => void (await loader.query(text)))
  } finally {
    await Promise.all([loader.end(), units.close()])
  }
}

type Screen = { readonly kind: 'glance' | 'read'; readonly show: (read: Read) => Promise<unknown> }

/** One router, one site, one line and one session of each sort, from the middle of them all. */
async function examples(read: Read) {
  const { rows } = await sql<
    Record<'nas' | 'site' | 'service' | 'number' | 'live' | 'past', string>
  >`
    select nas.id as nas, nas.site_id as site, session.service_id as service, service.number, session.id as live, past.id as past
      from access.session join services.service on service.id = session.service_id join network.nas on nas.id = session.nas_id
      cross join lateral (select id from access.past_session where service_id = session.service_id limit 1) as past
     where session.nas_session = 'live-5000'`.execute(read.sql)
  return must(rows[0], 'the town has a line 5000')
}

function screensOf(of: Awaited<ReturnType<typeof examples>>): Record<string, Screen> {
  const glance = (show: Screen['show']): Screen => ({ kind: 'glance', show })
  const look = (show: Screen['show']): Screen => ({ kind: 'read', show })
  const live = (given: InputOf<typeof listSessions>) =>
    glance((read) => sessionsPage(read, listSessions.input.parse(given)))
  const past = (given: InputOf<typeof listPastSessions>) =>
    glance((read) => pastPage(read, listPastSessions.input.parse(given)))
  const log = (given: InputOf<typeof listAttempts>) =>
    glance((read) => attemptsPage(read, listAttempts.input.parse(given)))
  return {
    live: live({}),
    'live of 200': live({ limit: 200 }),
    'live, oldest first': live({ sort: 'startedAt' }),
    'live of a router': live({ nasId: [of.nas] }),
    'live of a site': live({ siteId: [of.site] }),
    'live, silent': live({ state: 'silent' }),
    'live, in trouble': live({ state: 'trouble' }),
    'live in the walled garden': live({ state: 'walled-garden' }),
    'live by name': live({ q: 'line-5000' }),
    'live by number': live({ q: of.number }),
    'live by address': live({ q: '10.0.19.136' }),
    past: past({}),
    'past, oldest first': past({ sort: 'startedAt' }),
    'past of a router': past({ nasId: [of.nas] }),
    'past of a site': past({ siteId: [of.site] }),
    'past of a service': past({ serviceId: [of.service] }),
    'past by name': past({ q: 'line-5000' }),
    log: log({}),
    'log, rejects': log({ outcome: 'reject' }),
    'log of a reason': log({ reason: ['unknown-name'] }),
    'log of a router': log({ nasId: [of.nas] }),
    'log by name': log({ q: 'line-5000' }),
    'log by number': log({ q: of.number }),
    'story of a live one': look((read) => storyOf(read, of.live)),
    'story of a past one': look((read) => storyOf(read, of.past)),
    'why not online': look((read) => explain(read, of.service)),
    traffic: glance(trafficNow),
    drops: glance(dropsNow),
    pools: look((read) => poolsNow(read, { state: 'in-use' })),
    conflicts: glance(conflictsNow),
    'who had this address': look((read) =>
      holdersOf(read, { address: '10.0.19.136', port: null, at: read.now }),
    ),
    routers: glance((read) => nasPage(read, listNas.input.parse({}))),
    'start page': look(now),
  }
}

/** A process that has just started: nothing is counted, prepared or planned. */
async function first_ms({ kind, show }: Screen): Promise<number> {
  const units = open()
  await units[kind](origin, (read) => sql`select 1`.execute(read.sql))
  const elapsed_ms = stopwatch()
  await units[kind](origin, show)
  const taken_ms = elapsed_ms()
  await units.close()
  return taken_ms
}

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Number((sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(1))
}

try {
  if (!isThere) await settled()
  const units = open()
  const screens = screensOf(await units.read(origin, examples))
  const taken: Record<string, { first_ms: number; p50_ms: number; p95_ms: number }> = {}
  for (const [name, screen] of Object.entries(screens)) {
    const firsts = [await first_ms(screen), await first_ms(screen), await first_ms(screen)]
    const times: number[] = []
    for (let n = 0; n < ROUNDS; n++) {
      const elapsed_ms = stopwatch()
      await units[screen.kind](origin, screen.show)
      times.push(elapsed_ms())
    }
    taken[name] = {
      ...{ first_ms: percentile(firsts, 0.5), p50_ms: percentile(times, 0.5) },
      p95_ms: percentile(times, 0.95),
    }
    console.error(name.padEnd(28), JSON.stringify(taken[name]))
  }
  await units.close()
  const missed = Object.keys(taken).filter((name) => (taken[name]?.first_ms ?? 0) > AIM_ms)
  console.log(
    JSON.stringify({ bench: 'online', taken, aim_ms: AIM_ms, missed, load: loadavg()[0] }),
  )
} finally {
  await server.stop()
  if (values.home === undefined) rmSync(home, { recursive: true, force: true })
}
process.exit()
